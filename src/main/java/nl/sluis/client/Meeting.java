package nl.sluis.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A meeting that the page can show: checked by the gateway's rules, because the gateway cannot, and with a uid. Seal it once for each
 * invitee; close it when all are sealed.
 */
public final class Meeting implements AutoCloseable {
  private static final Duration FURTHEST_END = Duration.ofDays(400);
  private static final int MAX_BYTES = 65_536;
  private final byte[] json;
  private final String uid;
  private final Instant expiresAt;
  private boolean closed;

  private Meeting(byte[] json, String uid, Instant expiresAt) {
    this.json = json;
    this.uid = uid;
    this.expiresAt = expiresAt;
  }

  /**
   * Reads the {@code meeting} of the HTTP interface: title, start, end, timeZone, organizer (a map of name and email); and, where there is
   * one, uid, joinUrl, webClientUrl, meetingId, passcode, location, description. Null is as good as absent.
   *
   * @param fields strings, sealed exactly as they are
   * @throws WrongMeetingException naming every wrong field, or if it has more than 65,536 bytes as compact JSON
   */
  public static Meeting of(Map<String, ?> fields) {
    return of(fields, Clock.systemUTC());
  }

  static Meeting of(Map<String, ?> given, Clock clock) {
    var errors = new LinkedHashMap<String, String>();
    var fields = new Fields(given, "", errors);
    var posted = fields.optional("uid", FieldRules.line(255));
    fields.required("title", FieldRules.line(300));
    var start = fields.required("start", FieldRules::moment);
    var end = fields.required("end", FieldRules::moment);
    checkTimes(fields, start, end, clock.instant());
    fields.required("timeZone", FieldRules::timeZone);
    fields.requiredObject("organizer", organizer -> {
      organizer.required("name", FieldRules.line(200));
      organizer.required("email", FieldRules::mail);
    });
    fields.optional("joinUrl", FieldRules::url);
    fields.optional("webClientUrl", FieldRules::url);
    fields.optional("meetingId", FieldRules.optionalLine(100));
    fields.optional("passcode", FieldRules.optionalLine(100));
    fields.optional("location", FieldRules.text(1_000));
    fields.optional("description", FieldRules.text(65_536));
    fields.refuseOthers();
    if (!errors.isEmpty()) {
      throw new WrongMeetingException(errors);
    }
    var uid = posted == null ? UUID.randomUUID().toString() : posted;
    return new Meeting(write(uid, posted == null, fields.read()), uid, expiry(FieldRules.instant(end)));
  }

  /** @return the one given, or a random UUID (RFC 7986 §5.3); to post beside, so that the meeting's invitations can be asked for */
  public String uid() {
    return uid;
  }

  /**
   * When the invitations lapse, unless you choose otherwise: the gateway cannot know when the meeting ends.
   *
   * @return an hour after the end, rounded up to midnight UTC, so that it does not tell the time of the meeting
   */
  public Instant expiresAt() {
    return expiresAt;
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

  private static void checkTimes(Fields fields, String start, String end, Instant now) {
    if (end == null) {
      return;
    }
    var ends = FieldRules.instant(end);
    if (start != null && !ends.isAfter(FieldRules.instant(start))) {
      fields.refuse("end", "must be after the start");
    } else if (!ends.isAfter(now)) {
      fields.refuse("end", "must be in the future");
    } else if (ends.isAfter(now.plus(FURTHEST_END))) {
      fields.refuse("end", "must be at most 400 days ahead");
    }
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

  private static Instant expiry(Instant end) {
    var atLeast = end.plus(1, ChronoUnit.HOURS);
    var midnight = atLeast.truncatedTo(ChronoUnit.DAYS);
    return midnight.equals(atLeast) ? midnight : midnight.plus(1, ChronoUnit.DAYS);
  }
}
