package nl.sluis.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.secret.ForgetfulJson;

/**
 * Who is asked and who asks, as the gateway must know them until the invitation ends. In the database it is sealed.
 *
 * @param invitee   after the end only the locale is left
 * @param organizer after the end only the name is left
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Contact(Invitee invitee, Organizer organizer) {
  private static final ObjectMapper JSON = new ObjectMapper(ForgetfulJson.factory().build())
      .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  /** What the page still says after the end: in which language, and whom to ask. No phone number, no address. */
  public Contact withoutAddresses() {
    return new Contact(new Invitee(null, null, null, invitee.locale()), new Organizer(organizer.name(), null));
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
