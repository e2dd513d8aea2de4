package nl.sluis.client;

import java.net.URI;
import java.security.SecureRandom;
import nl.sluis.envelope.Sealer;
import nl.sluis.host.PublicUrl;

/** Seals meetings where they are made, so that the gateway never has the plaintext or the link. May be used by many threads. */
public final class Sender {
  private static final int ID_BYTES = 16;
  private final SecureRandom random = new SecureRandom();
  private final Sealer sealer = new Sealer(random);
  private final String publicUrl;

  /**
   * @param publicUrl where invitees come in: the gateway's own {@code publicUrl}. Links begin with it as browsers spell it
   * @throws IllegalArgumentException if a link could not begin with it: not https (or http to loopback), or more than scheme, host and port
   */
  public Sender(URI publicUrl) {
    this.publicUrl = PublicUrl.of(publicUrl.toString()).toString();
  }

  /**
   * Seals a meeting for one invitee. Every invitee gets a sealing of an own: with the same one, one would open the other's.
   *
   * @return to be closed when it was posted and the link was mailed
   */
  public SealedInvitation seal(Meeting meeting) {
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    return new SealedInvitation(publicUrl, id, sealer.seal(meeting.json(), id));
  }
}
