package nl.sluis.outbox;

import nl.sluis.meeting.Organizer;
import nl.sluis.secret.PersonalJson;

/**
 * What the mail about a cancelled appointment needs, kept with it because the contact is erased by then.
 *
 * @param locale the invitee's; null for the configured one
 */
public record CancellationPayload(String email, String locale, Organizer organizer) {
  byte[] toBytes() {
    return PersonalJson.write(this);
  }

  static CancellationPayload of(byte[] bytes) {
    return PersonalJson.read(bytes, CancellationPayload.class);
  }

  @Override
  public String toString() {
    return "CancellationPayload[redacted]";
  }
}
