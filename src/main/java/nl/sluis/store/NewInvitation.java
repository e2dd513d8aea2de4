package nl.sluis.store;

import java.time.Instant;

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
public record NewInvitation(String id, String clientId, byte[] accessHash, byte[] meetingHash, String level, String state, Instant createdAt,
    Instant mailedAt, Instant expiresAt, String keyId, byte[] contact, byte[] share, byte[] envelope, byte[] ackHash) {
  @Override
  public String toString() {
    return "NewInvitation[" + id + "]";
  }
}
