/**
 * The client of <em>sealed by sender</em>: a scheduling system seals with it before anything leaves its house. In comes a meeting; out
 * come what to post and the link to mail. There is nothing else to choose: id, secrets and nonce are drawn here. It knows no HTTP and no
 * mail, so that it depends on the JDK alone; a crash leaves nothing behind.
 *
 * <pre>{@code
 * var sender = new Sender(URI.create("https://invitations.example.org"));
 * try (var meeting = Meeting.of(fields)) {                        // checked once; has a uid and an expiry
 *   for (var invitee : invitees) {
 *     try (var sealed = sender.seal(meeting)) {                   // one for each
 *       post(invitee, sealed.json(), meeting.uid(), meeting.expiresAt());
 *       mail(invitee, sealed.link());                             // by your own mail, never by the gateway
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>{@code docs/sealed-by-sender.md} says what this protects from and what not.
 */
package nl.sluis.client;
