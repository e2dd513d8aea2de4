package nl.sluis.intake;

import nl.sluis.meeting.Meeting;
import nl.sluis.meeting.Organizer;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;

/**
 * What a scheduler asks: one meeting that the gateway is to seal, its invitees, and until when it may be opened.
 *
 * @param meeting   with a uid, the scheduler's or a drawn one
 * @param organizer as in the meeting; its locale is one of ours, or null
 */
record InvitationRequest(Meeting meeting, Organizer organizer, PostFrame frame) implements PostRequest {
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
