package nl.sluis.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.secret.ForgetfulJson;

/**
 * Who is asked and who asks, as the gateway must know them until the invitation ends. In the database it is sealed.
 *
 * @param invitee   after the end only the locale is left
 * @param organizer after the end all of it is left, so that the invitee can ask for a new invitation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Contact(Invitee invitee, Organizer organizer) {
  // A later version of the gateway may write more, and both run on one database for a while.
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build())
      .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL).configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  /** What is kept after the end, until it would have expired: in which language, and whom to ask. Nothing of the invitee else. */
  public Contact afterTheEnd() {
    return new Contact(new Invitee(null, null, null, invitee.locale()), organizer);
  }

  boolean isOfAnEnded() {
    return invitee.phone() == null;
  }

  /** @return UTF-8, for the vault; the caller wipes it */
  public byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a contact could not be written");
    }
  }

  /** Reads what {@link #toBytes} wrote, and wipes it. */
  public static Contact of(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Contact.class);
    } catch (IOException e) {
      throw new IllegalStateException("a contact could not be read");
    } finally {
      java.util.Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "Contact[redacted]";
  }
}
