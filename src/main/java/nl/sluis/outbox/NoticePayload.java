package nl.sluis.outbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import nl.sluis.meeting.Organizer;
import nl.sluis.secret.ForgetfulJson;

/**
 * What a notice says, kept with it because the contact may be erased before it leaves.
 *
 * @param inviteeName null where the gateway no longer knows it
 * @param locale      the organizer's; null for the configured one
 * @param level       as in SQL and JSON
 */
record NoticePayload(String inviteeName, String locale, Organizer organizer, String level) {
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build())
      .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new IllegalStateException("a notice could not be written");
    }
  }

  static NoticePayload of(byte[] bytes) {
    try {
      return JSON.readValue(bytes, NoticePayload.class);
    } catch (IOException e) {
      throw new IllegalStateException("a notice could not be read");
    }
  }

  @Override
  public String toString() {
    return "NoticePayload[redacted]";
  }
}
