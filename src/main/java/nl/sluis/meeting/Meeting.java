package nl.sluis.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import nl.sluis.secret.ForgetfulJson;

/**
 * What is kept secret: one meeting, every string exactly as the scheduler posted it. Null where nothing was posted.
 *
 * @param uid          RFC 5545 UID, the scheduler's or ours
 * @param sequence     of its changes, 0 or more (RFC 5546, SEQUENCE); null where nothing was posted
 * @param title        what it is called
 * @param start        ISO 8601 with an offset
 * @param end          ISO 8601 with an offset, after the start
 * @param timeZone     IANA name, as {@code Europe/Amsterdam}
 * @param organizer    who hosts
 * @param joinUrl      where to join; may be null, as all that follow
 * @param webClientUrl where to join without an app
 * @param meetingId    the video service's number
 * @param passcode     what the video service asks for
 * @param location     where to come
 * @param description  text of several lines
 */
public record Meeting(String uid, Integer sequence, String title, String start, String end, String timeZone, Organizer organizer,
    String joinUrl, String webClientUrl, String meetingId, String passcode, String location, String description) {

  // Jackson would by default write characters beyond U+FFFF as escapes of 12 bytes; as UTF-8 they have 4.
  private static final JsonFactory JSON = ForgetfulJson.factory().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  /**
   * Writes the meeting as it is sealed: compact JSON, UTF-8, absent fields absent.
   *
   * @return for the caller to wipe
   * @throws IllegalArgumentException if a string is not Unicode (half a surrogate pair)
   */
  public byte[] toJson() {
    var bytes = new ByteArrayOutputStream(1024);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      write(json, "uid", uid);
      if (sequence != null) {
        json.writeNumberField("sequence", sequence);
      }
      write(json, "title", title);
      write(json, "start", start);
      write(json, "end", end);
      write(json, "timeZone", timeZone);
      json.writeObjectFieldStart("organizer");
      write(json, "name", organizer.name());
      write(json, "email", organizer.email());
      write(json, "locale", organizer.locale());
      json.writeEndObject();
      write(json, "joinUrl", joinUrl);
      write(json, "webClientUrl", webClientUrl);
      write(json, "meetingId", meetingId);
      write(json, "passcode", passcode);
      write(json, "location", location);
      write(json, "description", description);
      json.writeEndObject();
    } catch (IOException e) {
      // Without the cause: its message may quote the meeting.
      throw new IllegalStateException("Memory cannot be written to");
    }
    return bytes.toByteArray();
  }

  /** The same with a uid that was drawn. */
  public Meeting withUid(String drawn) {
    return new Meeting(drawn, sequence, title, start, end, timeZone, organizer, joinUrl, webClientUrl, meetingId, passcode, location,
        description);
  }

  /** The same with the link that a video service made. */
  public Meeting withLink(String join, String webClient, String id, String code) {
    return new Meeting(uid, sequence, title, start, end, timeZone, organizer, join, webClient, id, code, location, description);
  }

  private static void write(JsonGenerator json, String name, String value) throws IOException {
    if (value == null) {
      return;
    }
    // Jackson would write half a surrogate pair as bytes that are not UTF-8.
    if (!UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException("A string of the meeting is not Unicode");
    }
    json.writeStringField(name, value);
  }

  @Override
  public String toString() {
    return "Meeting[redacted]";
  }
}
