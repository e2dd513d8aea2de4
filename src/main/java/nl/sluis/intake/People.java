package nl.sluis.intake;

import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.rules.TextRules;

/** The organizer and the invitees of a request, whoever sealed the meeting. */
final class People {
  private People() {}

  /** @return its locale as posted */
  static Organizer organizer(Fields fields) {
    return new Organizer(fields.required("name", FieldRules.line(200)), fields.required("email", FieldRules::organizersMail),
        fields.optional("locale", FieldRules.as(TextRules.optionalLine(35))));
  }

  /** @return the same for whoever writes to them: its locale is one of ours, or null for the configured one */
  static Organizer addressed(Organizer organizer, RequestRules rules) {
    return new Organizer(organizer.name(), organizer.email(),
        organizer.locale() == null || organizer.locale().isEmpty() ? null : rules.resolveLocale(organizer.locale()));
  }

  static Invitee invitee(Fields fields, RequestRules rules) {
    return new Invitee(
        fields.required("name", FieldRules.line(200)),
        fields.required("email", FieldRules::mail),
        fields.required("phone", rules::phone),
        rules.resolveLocale(fields.optional("locale", FieldRules.as(TextRules.optionalLine(35)))));
  }
}
