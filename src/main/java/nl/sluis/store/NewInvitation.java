package nl.sluis.store;

import java.time.Instant;
import nl.sluis.secret.Hashes;

/**
 * A row to be: all that is stored of a sealed meeting.
 *
 * @param state       {@code queued}, or {@code mailed} if the link is no mail of ours; then mailedAt is set
 * @param accessHash  SHA-256 of the access value
 * @param meetingHash keyed hash of the meeting's uid
 * @param keyId       the store key of contact and share
 * @param contact     sealed
 * @param share       sealed
 * @param ackHash     SHA-256 of the acknowledgement
 */
public record NewInvitation(String id, String clientId, byte[] accessHash, byte[] meetingHash, String level, String state,
    Instant createdAt,
    Instant mailedAt, Instant expiresAt, String keyId, byte[] contact, byte[] share, byte[] envelope, byte[] ackHash) {
  /** For the row, so that the envelope need not be read for every try. */
  public byte[] envelopeHash() {
    return Hashes.sha256(envelope);
  }

  byte[] digest() {
    return new InvitationRecord(id, clientId, accessHash, meetingHash, level, state, null, 0, null, null, null, createdAt, mailedAt, null,
        null, expiresAt, envelopeHash(), ackHash, null, 0).digest();
  }

  @Override
  public String toString() {
    return "NewInvitation[" + id + "]";
  }
}
