package nl.sluis.zoom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import nl.sluis.secret.ForgetfulJson;
import org.jspecify.annotations.Nullable;

/**
 * What Zoom tells, as far as anybody here wants to know. Names and mail addresses of people are not in it.
 *
 * @param name        as {@code meeting.participant_joined}
 * @param at          when it happened, by Zoom's clock
 * @param accountId   of whose account; null if it does not say
 * @param meetingId   Zoom's number, digits only; null if it is of no meeting
 * @param hostId      Zoom's name of the host; null if it does not say
 * @param participant null if it is of none
 * @param plainToken  of {@link #CHALLENGE}; else null
 * @see <a href="https://developers.zoom.us/docs/api/meetings/events/">Zoom, webhook events</a>
 */
public record ZoomEvent(String name, Instant at, @Nullable String accountId, @Nullable String meetingId, @Nullable String hostId,
    @Nullable Participant participant, @Nullable String plainToken) {
  /** Zoom's question whether the receiver knows the secret. */
  public static final String CHALLENGE = "endpoint.url_validation";
  /** Who is logged in has an id; the others have one for this meeting. */
  private static final List<String> KEYS = List.of("id", "participant_uuid", "user_id");
  private static final int LONGEST_BODY = 65_536;
  private static final int LONGEST = 256;
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build());

  /**
   * Somebody in a meeting.
   *
   * @param key         tells one from another in one meeting. Who goes and comes again without an account may have another
   * @param isOfAccount whether it is the host, or somebody who is logged in to the host's account
   */
  public record Participant(String key, boolean isOfAccount) {
    @Override
    public String toString() {
      return "Participant[redacted]";
    }
  }

  /**
   * @param body at most 65,536 bytes of JSON
   * @return null if it is none of Zoom's
   */
  public static @Nullable ZoomEvent read(byte[] body) {
    if (body.length > LONGEST_BODY) {
      return null;
    }
    try {
      var event = JSON.readTree(body);
      var name = text(event.path("event"), "[a-z][a-z0-9_.]{0,99}");
      var payload = event.path("payload");
      var object = payload.path("object");
      var at = event.path("event_ts").canConvertToLong() ? event.path("event_ts").longValue() : 0;
      return name == null || at < 0 || at > Instant.parse("9999-01-01T00:00:00Z").toEpochMilli()
          ? null
          : new ZoomEvent(name, Instant.ofEpochMilli(at), text(payload.path("account_id"), "[!-~]{1,128}"),
              text(object.path("id"), "\\d{9,18}"), text(object.path("host_id"), "[!-~]{1,128}"), participant(object),
              text(payload.path("plainToken"), "[ -~]{1,256}"));
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Participant participant(JsonNode object) {
    var person = object.path("participant");
    for (var field : KEYS) {
      var key = text(person.path(field), "[!-~]{1,256}");
      if (key != null) {
        // Zoom tells a mail address only of those who belong to the host's account.
        return new Participant(key, !person.path("email").asText().isEmpty() || key.equals(object.path("host_id").asText()));
      }
    }
    return null;
  }

  /** A number stands for its digits: of some events the meeting's is one, of others a text. */
  private static @Nullable String text(JsonNode value, String shape) {
    var text = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
    return text.length() <= LONGEST && text.matches(shape) ? text : null;
  }

  @Override
  public String toString() {
    return "ZoomEvent[" + name + "]";
  }
}
