/**
 * The schedulers' client: a jar of its own that needs the JDK alone. {@code docs/clients.md} is its guide.
 *
 * <p>{@link nl.sluis.client.Gateway} makes the calls of the HTTP interface, and repeats what may be repeated. In comes what the interface takes, as
 * maps; out come {@link nl.sluis.client.JsonObject}s, and two exceptions. After a crash the same {@link nl.sluis.client.Post} may be sent again.
 *
 * <pre>{@code
 * var gateway = new Gateway(URI.create("https://invitations.example.org"), clientKey);
 * var posted = gateway.post(Post.of(Map.of("meeting", meeting, "invitees", invitees)));
 * }</pre>
 *
 * <p>{@link nl.sluis.client.Sender} seals a meeting before anything leaves the house (<em>sealed by sender</em>). In comes a meeting; out come what to
 * post and the link to mail. There is nothing else to choose: id, secrets and nonce are drawn here. It needs no gateway.
 *
 * <pre>{@code
 * try (var meeting = Meeting.of(fields); var sealed = new Sender(publicUrl).seal(meeting)) {
 *   var body = meeting.beside();                                  // uid, sequence, organizer, expiresAt
 *   body.putAll(Map.of("delivery", "sender", "invitees", List.of(with(invitee, "sealed", sealed.fields()))));
 *   gateway.post(Post.of(body));
 *   mail(invitee, sealed.link());                                 // by your own mail, never by the gateway
 * }
 * }</pre>
 *
 * <p>{@code docs/sealed-by-sender.md} says what this protects from and what not.
 */
package nl.sluis.client;
