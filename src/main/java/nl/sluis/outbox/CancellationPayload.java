package nl.sluis.outbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import nl.sluis.meeting.Organizer;
import nl.sluis.secret.ForgetfulJson;

/**
 * What the mail about a cancelled appointment needs, kept with it because the contact is erased by then.
 *
 * @param locale the invitee's; null for the configured one
 */
public record CancellationPayload(String email, String locale, Organizer organizer) {
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build())
      .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new IllegalStateException("a cancellation could not be written");
    }
  }

  static CancellationPayload of(byte[] bytes) {
    try {
      return JSON.readValue(bytes, CancellationPayload.class);
    } catch (IOException e) {
      throw new IllegalStateException("a cancellation could not be read");
    }
  }

  @Override
  public String toString() {
    return "CancellationPayload[redacted]";
  }
}
