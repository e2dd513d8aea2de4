package nl.sluis.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.sluis.conference.ConferenceEvent;
import nl.sluis.conference.ConferenceEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Zoom's events in the words of any service. Who belongs to the account is none of those who were invited.
 *
 * @see <a href="https://developers.zoom.us/docs/api/meetings/events/">Zoom, webhook events</a>
 */
final class ZoomNews {
  private static final Pattern SETTINGS = Pattern.compile("(account|group|user)\\.(lock_)?settings_updated");

  private ZoomNews() {}

  /** @return empty for what matters to nobody here, or is not as Zoom describes it */
  static Optional<ConferenceEvent> of(@Nullable ZoomEvent event) {
    if (event == null) {
      return Optional.empty();
    }
    if (SETTINGS.matcher(event.name()).matches()) {
      return Optional.of(new ConferenceEvent(Kind.SETTINGS_CHANGED, null, event.at(), null));
    }
    return event.meetingId() == null ? Optional.empty() : switch (event.name()) {
      case "meeting.participant_joined" -> ofGuest(Kind.JOINED, event);
      case "meeting.participant_left" -> ofGuest(Kind.LEFT, event);
      case "meeting.ended" -> isDated(event) ? ofMeeting(Kind.ENDED, event) : Optional.empty();
      // An alarm, whatever its time.
      case "recording.started" -> ofMeeting(Kind.RECORDING_STARTED, event);
      case "meeting.ai_companion_started" -> ofMeeting(Kind.ASSISTANT_STARTED, event);
      default -> Optional.empty();
    };
  }

  private static Optional<ConferenceEvent> ofGuest(Kind kind, ZoomEvent event) {
    var participant = event.participant();
    return participant == null || participant.isOfAccount() || !isDated(event)
        ? Optional.empty()
        : Optional.of(new ConferenceEvent(kind, event.meetingId(), event.at(), participant.key().getBytes(UTF_8)));
  }

  private static Optional<ConferenceEvent> ofMeeting(Kind kind, ZoomEvent event) {
    return Optional.of(new ConferenceEvent(kind, event.meetingId(), event.at(), null));
  }

  private static boolean isDated(ZoomEvent event) {
    return event.at().isAfter(Instant.EPOCH);
  }
}
