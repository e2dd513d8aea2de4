package nl.sluis.conference;

import java.time.Instant;

/**
 * A row of {@code conference}.
 *
 * @param id        also the marker at the service
 * @param sequence  of the meeting that it was made for
 * @param reference sealed; null if it did not open, and was erased
 * @param attempts  how often a gateway began to delete it
 * @param heldAt    when its invitations were stored; null if they were not
 * @param owedSince null unless it is to be deleted, or was
 * @param toldAt    when its scheduler was told that it is not deleted; null if that was not needed
 */
record ConferenceRow(String id, String clientId, byte[] meetingHash, int sequence, String state, Instant intendedAt, Instant startsAt,
    Instant endsAt, byte[] reference, String keyId, int attempts, Instant heldAt, Instant owedSince, Instant deletedAt, Instant toldAt,
    Instant allInAt) {
  static final String INTENDED = "intended";
  static final String OWED = "owed";

  boolean isOwed() {
    return OWED.equals(state);
  }

  @Override
  public String toString() {
    return "ConferenceRow[" + id + " " + state + "]";
  }
}
