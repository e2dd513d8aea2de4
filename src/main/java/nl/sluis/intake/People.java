package nl.sluis.intake;

import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.rules.TextRules;

/** The organizer and the invitees of a request, whoever sealed the meeting. */
final class People {
  private People() {}

  static Organizer organizer(Fields fields) {
    return new Organizer(fields.required("name", FieldRules.line(200)), fields.required("email", FieldRules::organizersMail));
  }

  static Invitee invitee(Fields fields, RequestRules rules) {
    return new Invitee(
        fields.required("name", FieldRules.line(200)),
        fields.required("email", FieldRules::mail),
        fields.required("phone", rules::phone),
        rules.resolveLocale(fields.optional("locale", FieldRules.as(TextRules.optionalLine(35)))));
  }
}
