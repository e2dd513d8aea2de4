/**
 * The envelope: a meeting that takes two secrets to open. In comes the meeting as bytes; out come an envelope to
 * store, a link secret for the mail and a share for the gateway. {@code docs/envelope.md} has the format. Nothing
 * here has state, a clock or a dependency besides the JDK, so a scheduler can use it alone; a crash leaves nothing
 * behind.
 *
 * <pre>{@code
 * var sealer = new Sealer(new SecureRandom());
 * try (var sealed = sealer.seal(meeting, id); var link = LinkSecret.of(sealed.linkSecret())) {
 *   mail("https://host/i#" + link.fragment());                                    // one half
 *   store(id, sealed.share(), sealed.envelope(), sealed.accessHash(), sealed.ackHash());  // the other
 * }
 *
 * byte[] meeting = Opener.open(envelope, Base64Url.decode(fragment), share, id);  // or EnvelopeException
 * }</pre>
 *
 * <p>Secrets are byte arrays, wiped by whoever is said to hold them. The JDK's own copies (inside a running cipher
 * or HMAC) cannot be wiped and go with the garbage collector.
 */
package nl.sluis.envelope;
