package nl.sluis.outbox;

import nl.sluis.meeting.Organizer;
import nl.sluis.secret.PersonalJson;

/**
 * What a notice says, kept with it because the contact may be erased before it leaves.
 *
 * @param inviteeName null where the gateway no longer knows it
 * @param locale      the organizer's; null for the configured one
 * @param level       as in SQL and JSON
 */
record NoticePayload(String inviteeName, String locale, Organizer organizer, String level) {
  byte[] toBytes() {
    return PersonalJson.write(this);
  }

  static NoticePayload of(byte[] bytes) {
    return PersonalJson.read(bytes, NoticePayload.class);
  }

  @Override
  public String toString() {
    return "NoticePayload[redacted]";
  }
}
