package nl.sluis.intake;

import static nl.sluis.intake.FieldRules.as;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.meeting.Meeting;
import nl.sluis.rules.Breach;
import nl.sluis.rules.MeetingTimes;
import nl.sluis.rules.Moments;
import nl.sluis.rules.TextRules;
import nl.sluis.rules.TimeZones;
import nl.sluis.rules.WebAddress;

/** Walks through one request, field by field, in the order of the API document. */
final class RequestReader {
  private final RequestRules rules;
  private final Instant now;
  private final FieldErrors errors = new FieldErrors();
  private final FrameReader frame;
  private Instant meetingEnd;
  private ConferenceWish conference;

  /** @param lenient whether an invitee who is wrong is left out */
  RequestReader(RequestRules rules, Instant now, boolean lenient) {
    this.rules = rules;
    this.now = now;
    this.frame = new FrameReader(rules, now, errors, lenient);
  }

  InvitationRequest read(ObjectNode root) {
    var fields = new Fields(root, "", errors, "is not a known field");
    var meeting = fields.requiredObject("meeting", this::meeting);
    var breaches = meeting == null || !errors.isRight("/meeting") ? List.<Breach>of() : judged(meeting);
    frame.invitees(fields, null);
    frame.when(fields);
    var posted = fields.optional("expiresAt", Expiry.rule(now));
    fields.refuseOthers();
    var expiresAt = posted == null && meetingEnd != null ? MeetingTimes.expiry(meetingEnd) : posted;
    var read = frame.read(expiresAt);
    return new InvitationRequest(meeting.withUid(read.uid()), People.addressed(meeting.organizer(), rules), read, breaches, conference,
        null);
  }

  /** @return the rules that it breaks and that do not refuse */
  private List<Breach> judged(Meeting meeting) {
    var warned = new ArrayList<Breach>();
    for (var breach : broken(meeting)) {
      if (rules.meetings().refuses(breach.rule())) {
        errors.addBreach(Warning.error(breach));
      } else {
        warned.add(breach);
      }
    }
    return warned;
  }

  /** Of one that is to be made, what can be known before. */
  private List<Breach> broken(Meeting meeting) {
    return conference == null
        ? InvitationRequest.ruled(meeting).map(rules.meetings()::judge).orElse(List.of())
        : rules.meetings().judgeTimes(meeting.start(), meeting.end());
  }

  private Meeting meeting(Fields fields) {
    var sequence = frame.uidAndSequence(fields);
    var title = fields.required("title", FieldRules.line(300));
    var start = fields.required("start", as(Moments::complaint));
    var end = fields.required("end", as(Moments::complaint));
    meetingEnd = end == null ? null : Moments.instant(end);
    MeetingTimes.checkEnd(start, end, now, fields::refuse);
    var timeZone = fields.required("timeZone", as(TimeZones::complaint));
    MeetingTimes.checkOffsets(start, end, timeZone, fields::refuse);
    conference = rules.conferences().read(fields);
    if (conference != null) {
      rules.conferences().check(fields, start == null ? null : Moments.instant(start), meetingEnd, now);
    }
    return new Meeting(
        frame.uid(),
        sequence,
        title,
        start,
        end,
        timeZone,
        fields.requiredObject("organizer", People::organizer),
        fields.optional("joinUrl", as(WebAddress::complaint)),
        fields.optional("webClientUrl", as(WebAddress::complaint)),
        fields.optional("meetingId", as(TextRules.optionalLine(100))),
        fields.optional("passcode", as(TextRules.optionalLine(100))),
        fields.optional("location", as(TextRules.text(1_000))),
        fields.optional("description", as(TextRules.text(65_536))));
  }
}
