package nl.sluis.conference;

import java.time.Instant;
import java.util.List;
import nl.sluis.meeting.Reference;

/**
 * A meeting at a service, as schedulers and operators may know it.
 *
 * @param id          the marker
 * @param meetingHash of the uid, keyed
 * @param sequence    of the invitations that it was made for
 * @param provider    null if what was sealed of it did not open; then meetingId is null and rules are empty too
 * @param meetingId   for people
 * @param heldAt      when its invitations were stored, at most a minute after it was made
 * @param deletedAt   null while it is there
 * @param allInAt     when all who were invited were inside; null before
 */
public record Conference(String id, String clientId, byte[] meetingHash, int sequence, String provider, String meetingId,
    List<RuleProof> rules, Instant startsAt, Instant endsAt, Instant heldAt, Instant deletedAt, Instant allInAt) {
  static Conference of(ConferenceRow row, ConferenceReference reference) {
    return new Conference(row.id(), row.clientId(), row.meetingHash(), row.sequence(), reference == null ? null : reference.provider(),
        reference == null ? null : reference.meetingId(), reference == null ? List.of() : reference.proofs(), row.startsAt(), row.endsAt(),
        row.heldAt(), row.deletedAt(), row.allInAt());
  }

  /** @return four letters, which stand in the topic at the service */
  public String reference() {
    return Reference.of(id);
  }

  @Override
  public String toString() {
    return "Conference[" + id + "]";
  }
}
