package nl.sluis.zoom;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import nl.sluis.conference.WantedConference;
import nl.sluis.secret.ForgetfulJson;

/**
 * All that Zoom is told of a meeting.
 *
 * @param topic    what its lobby and its host's list show
 * @param agenda   the marker, by which it is found again
 * @param start    whole seconds
 * @param minutes  1 to 1440; a minute that begins counts
 * @param passcode six digits
 */
record AskedMeeting(String topic, String agenda, Instant start, int minutes, String passcode) {
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build());
  private static final int LONGEST_MINUTES = 1440;

  static AskedMeeting of(WantedConference wanted, String topic, String passcode) {
    var seconds = Duration.between(wanted.start(), wanted.end()).toSeconds();
    var minutes = (int) Math.max(1, Math.min(LONGEST_MINUTES, (seconds + 59) / 60));
    return new AskedMeeting(topic + " " + wanted.reference(), wanted.marker(), wanted.start().truncatedTo(ChronoUnit.SECONDS), minutes,
        passcode);
  }

  /** @return JSON, for its owner to wipe */
  byte[] body() {
    // The time is in GMT, and no zone is told: of a zone that Zoom does not know it would make nothing, and the host's own is as good.
    var body = JSON.createObjectNode().put("topic", topic).put("agenda", agenda).put("type", 2).put("start_time", start.toString())
        .put("duration", minutes).put("password", passcode).put("default_password", false);
    var settings = body.putObject("settings").put("approval_type", 2).put("host_video", false).put("participant_video", false);
    Setting.ALL.forEach(setting -> setting.putInto(settings));
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new IllegalStateException("a meeting could not be written");
    }
  }

  @Override
  public String toString() {
    return "AskedMeeting[redacted]";
  }
}
