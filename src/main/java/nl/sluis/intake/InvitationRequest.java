package nl.sluis.intake;

import java.time.Instant;
import java.util.List;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Meeting;

/**
 * What a scheduler asks: one meeting, its invitees, and until when it may be opened. An instance has passed every rule.
 *
 * @param meeting   with a uid, the scheduler's or a drawn one
 * @param invitees  1 to 500, in the order posted; each locale is one of ours
 * @param expiresAt after now, whole microseconds, as the database keeps it
 */
record InvitationRequest(Meeting meeting, List<Invitee> invitees, Instant expiresAt) {
  public InvitationRequest {
    invitees = List.copyOf(invitees);
  }

  @Override
  public String toString() {
    return "InvitationRequest[redacted]";
  }
}
