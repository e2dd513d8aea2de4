package nl.sluis.store;

import java.time.Instant;

/**
 * A row to be: all that is stored of a sealed meeting.
 *
 * @param accessHash  SHA-256 of the access value
 * @param meetingHash keyed hash of the meeting's uid
 * @param keyId       the store key of contact and share
 * @param contact     sealed
 * @param share       sealed
 * @param ackHash     SHA-256 of the acknowledgement
 */
public record NewInvitation(String id, String clientId, byte[] accessHash, byte[] meetingHash, String level, Instant createdAt,
    Instant expiresAt, String keyId, byte[] contact, byte[] share, byte[] envelope, byte[] ackHash) {
  @Override
  public String toString() {
    return "NewInvitation[" + id + "]";
  }
}
