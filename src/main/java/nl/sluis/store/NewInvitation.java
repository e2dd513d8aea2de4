package nl.sluis.store;

import java.time.Instant;
import nl.sluis.secret.Hashes;
import org.jdbi.v3.core.mapper.Nested;

/**
 * A row to be inserted: all that is stored of a sealed meeting.
 *
 * @param keyId   the store key of contact and share
 * @param contact sealed
 * @param share   sealed
 * @param seal    the digest of the row, sealed; null until it is stored
 */
public record NewInvitation(@Nested InvitationRow row, String keyId, byte[] contact, byte[] share, byte[] envelope, byte[] seal) {
  public NewInvitation(InvitationRow row, String keyId, byte[] contact, byte[] share, byte[] envelope) {
    this(row, keyId, contact, share, envelope, null);
  }

  NewInvitation sealed(byte[] bySeal) {
    return new NewInvitation(row, keyId, contact, share, envelope, bySeal);
  }

  /**
   * @param state       {@code queued}, or {@code mailed} if the link is no mail of ours; then mailedAt is set
   * @param accessHash  SHA-256 of the access value
   * @param meetingHash keyed hash of the meeting's uid
   * @param ackHash     SHA-256 of the acknowledgement
   */
  public static InvitationRow row(String id, String clientId, byte[] accessHash, byte[] meetingHash, Level level, InvitationState state,
      Instant createdAt, Instant expiresAt, byte[] envelope, byte[] ackHash) {
    return row(id, clientId, accessHash, meetingHash, level, state, createdAt, Conditions.until(expiresAt), envelope, ackHash);
  }

  /** The same on other conditions. */
  public static InvitationRow row(String id, String clientId, byte[] accessHash, byte[] meetingHash, Level level, InvitationState state,
      Instant createdAt, Conditions conditions, byte[] envelope, byte[] ackHash) {
    var mailedAt = state == InvitationState.MAILED ? createdAt : null;
    return new InvitationRow(id, clientId, accessHash, meetingHash, level.word(), state.word(), null, 0, null, null, null, createdAt,
        mailedAt, null, null, conditions.expiresAt(), Hashes.sha256(envelope), ackHash, null, 0,
        conditions.sequence() == 0 ? null : conditions.sequence(),
        conditions.opensFrom(), conditions.openings() == 1 ? null : conditions.openings(), null, null, null);
  }

  @Override
  public String toString() {
    return "NewInvitation[" + row.id() + "]";
  }
}
