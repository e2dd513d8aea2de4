package nl.sluis.store;

import java.util.Arrays;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.secret.PersonalJson;

/**
 * Who is asked and who asks, as the gateway must know them until the invitation ends. In the database it is sealed.
 *
 * @param invitee   after the end only the locale is left
 * @param organizer after the end all of it is left, so that the invitee can ask for a new invitation
 */
public record Contact(Invitee invitee, Organizer organizer) {
  /** What is kept after the end, until it would have expired: in which language, and whom to ask. Nothing of the invitee else. */
  public Contact afterTheEnd() {
    return new Contact(new Invitee(null, null, null, invitee.locale()), organizer);
  }

  boolean isOfAnEnded() {
    return invitee.phone() == null;
  }

  /** @return UTF-8, for the vault; the caller wipes it */
  public byte[] toBytes() {
    return PersonalJson.write(this);
  }

  /** Reads what {@link #toBytes} wrote, and wipes it. */
  public static Contact of(byte[] bytes) {
    try {
      return PersonalJson.read(bytes, Contact.class);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "Contact[redacted]";
  }
}
