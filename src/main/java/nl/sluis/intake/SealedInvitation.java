package nl.sluis.intake;

import java.util.Arrays;
import nl.sluis.envelope.SealedMeeting;

/**
 * What the gateway keeps of one sealed meeting, whoever sealed it: no plaintext, no link secret.
 *
 * @param id         b64 of 16 bytes
 * @param share      32 bytes; wiped on closing
 * @param accessHash SHA-256 of the access
 * @param ackHash    SHA-256 of the acknowledgement
 */
record SealedInvitation(String id, byte[] share, byte[] envelope, byte[] accessHash, byte[] ackHash) implements AutoCloseable {
  /** @param sealed closed by the caller, after this */
  static SealedInvitation of(String id, SealedMeeting sealed) {
    return new SealedInvitation(id, sealed.share(), sealed.envelope(), sealed.accessHash(), sealed.ackHash());
  }

  @Override
  public void close() {
    if (share != null) {
      Arrays.fill(share, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "SealedInvitation[" + id + "]";
  }
}
