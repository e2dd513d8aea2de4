package nl.sluis.intake;

import java.time.Instant;
import java.util.List;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Meeting;
import nl.sluis.meeting.Organizer;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;

/**
 * What a scheduler asks: one meeting that the gateway is to seal, its invitees, and until when it may be opened.
 *
 * @param meeting   with a uid, the scheduler's or a drawn one
 * @param invitees  1 to 500, in the order posted; each locale is one of ours
 * @param expiresAt after now, whole microseconds, as the database keeps it
 */
record InvitationRequest(Meeting meeting, List<Invitee> invitees, Instant expiresAt) implements PostRequest {
  public InvitationRequest {
    invitees = List.copyOf(invitees);
  }

  @Override
  public String uid() {
    return meeting.uid();
  }

  @Override
  public Organizer organizer() {
    return meeting.organizer();
  }

  @Override
  public int size() {
    return invitees.size();
  }

  @Override
  public Invitee invitee(int at) {
    return invitees.get(at);
  }

  @Override
  public Level level() {
    return Level.SEALED_AT_INTAKE;
  }

  @Override
  public InvitationState state() {
    return InvitationState.QUEUED;
  }

  @Override
  public void close() {
    // Strings cannot be wiped. What is made of them is wiped where it is made.
  }

  @Override
  public String toString() {
    return "InvitationRequest[redacted]";
  }
}
