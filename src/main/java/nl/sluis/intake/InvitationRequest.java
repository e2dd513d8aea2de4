package nl.sluis.intake;

import java.util.List;
import java.util.Optional;
import nl.sluis.conference.Making;
import nl.sluis.meeting.Meeting;
import nl.sluis.meeting.Organizer;
import nl.sluis.rules.Breach;
import nl.sluis.rules.RuledMeeting;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;

/**
 * What a scheduler asks: one meeting that the gateway is to seal, its invitees, and until when it may be opened.
 *
 * @param meeting   with a uid, the scheduler's or a drawn one
 * @param organizer as in the meeting; its locale is one of ours, or null
 * @param breaches  of rules that do not refuse
 * @param conference which meeting a video service is to make; null if the meeting came as it is
 * @param making    null while no video service has made it
 */
record InvitationRequest(Meeting meeting, Organizer organizer, PostFrame frame, List<Breach> breaches, ConferenceWish conference,
    Making making) implements PostRequest {
  InvitationRequest {
    breaches = List.copyOf(breaches);
  }

  /** The same with the meeting that was made; without a passcode in its links. @param judged of rules that do not refuse */
  InvitationRequest with(Making made, List<Breach> judged) {
    return new InvitationRequest(linked(made), organizer, frame, judged, conference, made);
  }

  Meeting linked(Making made) {
    var link = made.made();
    return meeting.withLink(link.joinUrl(), link.webClientUrl(), link.meetingId(), link.passcode());
  }

  /** @return what the rules for video meetings look at; empty if it has no link */
  static Optional<RuledMeeting> ruled(Meeting meeting) {
    return meeting.joinUrl() == null
        ? Optional.empty()
        : Optional.of(new RuledMeeting(meeting.start(), meeting.end(), meeting.joinUrl(), meeting.webClientUrl(), meeting.meetingId(),
            meeting.passcode()));
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
