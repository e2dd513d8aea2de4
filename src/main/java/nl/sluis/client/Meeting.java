package nl.sluis.client;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluis.rules.MailAddress;
import nl.sluis.rules.MeetingRules;
import nl.sluis.rules.MeetingTimes;
import nl.sluis.rules.Moments;
import nl.sluis.rules.RuledMeeting;
import nl.sluis.rules.TextRules;
import nl.sluis.rules.TimeZones;
import nl.sluis.rules.WebAddress;

/**
 * A meeting that the page can show: checked by the gateway's rules, because the gateway cannot, and with a uid. Seal it once for each
 * invitee; close it when all are sealed.
 */
public final class Meeting implements AutoCloseable {
  private static final int MAX_BYTES = 65_536;
  private final byte[] json;
  private final String uid;
  private final int sequence;
  private final Instant expiresAt;
  private final Object organizer;
  private final List<Warning> warnings;
  private boolean closed;

  private Meeting(byte[] json, String uid, int sequence, Instant expiresAt, Object organizer, List<Warning> warnings) {
    this.json = json;
    this.uid = uid;
    this.sequence = sequence;
    this.expiresAt = expiresAt;
    this.organizer = organizer;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads the {@code meeting} of the HTTP interface: title, start, end, timeZone, organizer (a map of name, email and, where there
   * is one, locale); and, where there is one, uid, sequence, joinUrl, webClientUrl, meetingId, passcode, location, description. A field that is null is
   * treated as absent.
   *
   * @param fields strings, sealed exactly as they are; the sequence is an Integer or a Long
   * @throws WrongMeetingException naming every wrong field, or if it has more than 65,536 bytes as compact JSON
   */
  public static Meeting of(Map<String, ?> fields) {
    return of(fields, MeetingRules.warning());
  }

  /**
   * The same by rules of yours for how a video meeting is set up. Without them each warns.
   *
   * @throws WrongMeetingException also if it breaks a rule that refuses
   */
  public static Meeting of(Map<String, ?> fields, MeetingRules rules) {
    return of(fields, rules, Clock.systemUTC());
  }

  static Meeting of(Map<String, ?> given, Clock clock) {
    return of(given, MeetingRules.warning(), clock);
  }

  private static Meeting of(Map<String, ?> given, MeetingRules rules, Clock clock) {
    var errors = new LinkedHashMap<String, String>();
    var fields = new Fields(given, "", errors);
    var posted = fields.optional("uid", TextRules.line(255));
    var sequence = fields.optionalNumber("sequence", 0, Integer.MAX_VALUE);
    fields.required("title", TextRules.line(300));
    var start = fields.required("start", Moments::complaint);
    var end = fields.required("end", Moments::complaint);
    MeetingTimes.checkEnd(start, end, clock.instant(), fields::refuse);
    var timeZone = fields.required("timeZone", TimeZones::complaint);
    MeetingTimes.checkOffsets(start, end, timeZone, fields::refuse);
    fields.requiredObject("organizer", organizer -> {
      organizer.required("name", TextRules.line(200));
      organizer.required("email", MailAddress::organizersComplaint);
      organizer.optional("locale", TextRules.optionalLine(35));
    });
    var joinUrl = fields.optional("joinUrl", WebAddress::complaint);
    var webClientUrl = fields.optional("webClientUrl", WebAddress::complaint);
    var meetingId = fields.optional("meetingId", TextRules.optionalLine(100));
    var passcode = fields.optional("passcode", TextRules.optionalLine(100));
    fields.optional("location", TextRules.text(1_000));
    fields.optional("description", TextRules.text(65_536));
    fields.refuseOthers();
    var warnings = errors.isEmpty() && joinUrl != null
        ? judged(new RuledMeeting(start, end, joinUrl, webClientUrl, meetingId, passcode), rules, errors)
        : List.<Warning>of();
    if (!errors.isEmpty()) {
      throw new WrongMeetingException(errors);
    }
    var uid = posted == null ? UUID.randomUUID().toString() : posted;
    return new Meeting(write(uid, posted == null, fields.read()), uid, sequence == null ? 0 : sequence,
        MeetingTimes.expiry(requireNonNull(Moments.instant(requireNonNull(end)))), requireNonNull(fields.read().get("organizer")),
        warnings);
  }

  /** @return the one given, or a random UUID (RFC 7986 §5.3); to post beside, so that the meeting's invitations can be asked for */
  public String uid() {
    return uid;
  }

  /** @return which state of the meeting this is, 0 if none was given (RFC 5546, SEQUENCE); to post beside, so that it takes the place of the former */
  public int sequence() {
    return sequence;
  }

  /**
   * When the invitations lapse, unless you choose otherwise: the gateway cannot know when the meeting ends.
   *
   * @return an hour after the end, rounded up to midnight UTC, so that it does not tell the time of the meeting
   */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** @return uid, sequence, organizer and expiresAt, to post beside what is sealed; add delivery and invitees */
  public Map<String, Object> beside() {
    return new LinkedHashMap<>(Map.of("uid", uid, "sequence", sequence, "organizer", organizer, "expiresAt", expiresAt.toString()));
  }

  /**
   * Which rules it breaks that do not refuse. All but {@code meeting-id-new}, for which the gateway would have to know the meeting.
   *
   * @return as the gateway's answer has them; empty for a meeting without joinUrl
   */
  public List<Warning> warnings() {
    return warnings;
  }

  /** @return the array itself, so that closing wipes it */
  byte[] json() {
    // Zeros would be sealed without a complaint, and found out by the invitee.
    if (closed) {
      throw new IllegalStateException("The meeting was wiped");
    }
    return json;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(json, (byte) 0);
  }

  @Override
  public String toString() {
    return "Meeting[redacted]";
  }

  private static List<Warning> judged(RuledMeeting meeting, MeetingRules rules, Map<String, String> errors) {
    var warnings = new ArrayList<Warning>();
    for (var breach : rules.judge(meeting)) {
      if (rules.refuses(breach.rule())) {
        errors.merge("/" + breach.field(), breach.rule().detail(), (former, detail) -> former + "; " + detail);
      } else {
        warnings.add(new Warning(breach.rule().word(), breach.rule().detail()));
      }
    }
    return warnings;
  }

  /** A uid that we draw does not count: at the gateway neither. */
  private static byte[] write(String uid, boolean drawn, Map<String, Object> read) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("uid", uid);
    fields.putAll(read);
    var json = JsonWriter.write(fields);
    var drawnBytes = drawn ? "\"uid\":\"\",".length() + uid.length() : 0;
    if (json.length - drawnBytes > MAX_BYTES) {
      Arrays.fill(json, (byte) 0);
      throw new WrongMeetingException(Map.of("", "has more than " + MAX_BYTES + " bytes as compact JSON"));
    }
    return json;
  }

  /**
   * That a meeting breaks a rule, and is sealed all the same.
   *
   * @param rule   its name, as {@code passcode-present}
   * @param detail what to do about it, without a word of the meeting
   */
  public record Warning(String rule, String detail) {}
}
