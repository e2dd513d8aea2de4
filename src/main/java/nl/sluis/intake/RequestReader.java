package nl.sluis.intake;

import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import nl.sluis.meeting.Meeting;

/** Walks through one request, field by field, in the order of the API document. */
final class RequestReader {
  private static final Duration FURTHEST_END = Duration.ofDays(400);
  private final RequestRules rules;
  private final Instant now;
  private final FieldErrors errors = new FieldErrors();
  private Instant meetingEnd;

  RequestReader(RequestRules rules, Instant now) {
    this.rules = rules;
    this.now = now;
  }

  InvitationRequest read(ObjectNode root) {
    var fields = new Fields(root, "", errors, "is not a known field");
    var meeting = fields.requiredObject("meeting", this::meeting);
    var invitees = fields.requiredObjects("invitees", invitee -> People.invitee(invitee, rules));
    var expiresAt = fields.optional("expiresAt", Expiry.rule(now));
    fields.refuseOthers();
    errors.throwIfAny();
    return new InvitationRequest(
        meeting, invitees, requireNonNullElseGet(expiresAt, () -> Expiry.byDefault(meetingEnd)));
  }

  private Meeting meeting(Fields fields) {
    var uid = fields.optional("uid", FieldRules.line(255));
    var title = fields.required("title", FieldRules.line(300));
    var start = fields.required("start", FieldRules::moment);
    var end = fields.required("end", FieldRules::moment);
    checkTimes(fields, start, end);
    return new Meeting(
        requireNonNullElseGet(uid, rules::drawUid),
        title,
        start == null ? null : start.posted(),
        end == null ? null : end.posted(),
        fields.required("timeZone", FieldRules::timeZone),
        fields.requiredObject("organizer", People::organizer),
        fields.optional("joinUrl", FieldRules::url),
        fields.optional("webClientUrl", FieldRules::url),
        fields.optional("meetingId", FieldRules.optionalLine(100)),
        fields.optional("passcode", FieldRules.optionalLine(100)),
        fields.optional("location", FieldRules.text(1_000)),
        fields.optional("description", FieldRules.text(65_536)));
  }

  private void checkTimes(Fields fields, Moment start, Moment end) {
    if (end == null) {
      return;
    }
    meetingEnd = end.instant();
    if (start != null && !end.instant().isAfter(start.instant())) {
      fields.refuse("end", "must be after the start");
    } else if (!end.instant().isAfter(now)) {
      fields.refuse("end", "must be in the future");
    } else if (end.instant().isAfter(now.plus(FURTHEST_END))) {
      fields.refuse("end", "must be at most 400 days ahead");
    }
  }
}
