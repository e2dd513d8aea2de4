package nl.sluis.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Secret;

/** The scheduling system of the demonstration: one HTTP call for each step, as any scheduler makes it. */
public final class DemoScheduler {
  /** What the invitee speaks, and what the meeting is called then. */
  private static final Map<String, String> TITLES = Map.of("nl", "Selectiegesprek", "en", "Selection interview", "de", "Auswahlgespräch",
      "fr",
      "Entretien de sélection");
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final int FIRST_HOUR = 10;
  private static final int HOURS = 8;
  private static final long LEAST_ID = 90_000_000_000L;
  private static final int SHOWN = 30;
  private final DemoHttp http;
  private final Secret clientKey;
  private final Deque<Object> events = new ArrayDeque<>();
  private String cursor = "";
  private String uid;
  private String meetingId;
  private int sequence;
  private int openings;
  private String locale;

  public DemoScheduler(String publicUrl, Secret clientKey) {
    this.http = new DemoHttp(publicUrl);
    this.clientKey = clientKey;
  }

  /**
   * Posts a selection interview for tomorrow at ten.
   *
   * @param times    how often it may be opened
   * @param language of the invitee; null or another one is Dutch
   */
  synchronized void post(int times, String language) {
    uid = UUID.randomUUID().toString();
    meetingId = drawMeetingId();
    sequence = 0;
    openings = times;
    locale = language != null && TITLES.containsKey(language) ? language : "nl";
    posts("/v1/invitations", sample());
  }

  /** Gives the newest meeting a later time: the new invitation takes the place of the former. */
  synchronized void move() {
    refuseWithout();
    sequence++;
    posts("/v1/invitations", sample());
  }

  /** Cancels the newest meeting. */
  synchronized void cancel() {
    refuseWithout();
    posts("/v1/meetings/cancel", Map.of("uid", uid));
  }

  /** What a scheduler learns: the list, and the events. */
  synchronized View view() {
    var invitations = http.get("/v1/invitations?limit=" + SHOWN, authorization()).orFail().body().get("invitations");
    var page = http.get("/v1/events?limit=500" + (cursor.isEmpty() ? "" : "&after=" + cursor), authorization()).orFail().body();
    cursor = (String) page.get("next");
    ((List<?>) page.get("events")).forEach(events::addFirst);
    while (events.size() > SHOWN) {
      events.removeLast();
    }
    return new View(invitations, List.copyOf(events));
  }

  /** As a video service draws one for each meeting: eleven digits. */
  private static String drawMeetingId() {
    return String.valueOf(LEAST_ID + Math.floorMod(UUID.randomUUID().getMostSignificantBits(), LEAST_ID / 10));
  }

  private void refuseWithout() {
    if (uid == null) {
      throw new ProblemException(Problem.UNKNOWN_MEETING);
    }
  }

  private void posts(String path, Map<String, ?> body) {
    http.post(path, body, authorization()).orFail();
  }

  private String[] authorization() {
    return new String[] {"Authorization", "Bearer " + clientKey.revealText()};
  }

  private Map<String, ?> sample() {
    var start = LocalDate.now(ZONE).plusDays(1).atTime(LocalTime.of(FIRST_HOUR + sequence % HOURS, 0)).atZone(ZONE);
    return Map.of(
        "meeting", Map.ofEntries(
            Map.entry("uid", uid),
            Map.entry("sequence", sequence),
            Map.entry("title", TITLES.get(locale)),
            Map.entry("start", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)),
            Map.entry("end", start.plusHours(1).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)),
            Map.entry("timeZone", ZONE.getId()),
            Map.entry("organizer", Map.of("name", "Selection desk", "email", "selection@example.org")),
            Map.entry("joinUrl", "https://zoom.us/j/" + meetingId),
            Map.entry("webClientUrl", "https://app.zoom.us/wc/join/" + meetingId),
            Map.entry("meetingId", meetingId),
            Map.entry("passcode", "482913")),
        "openings", openings,
        "invitees", List.of(Map.of(
            "name", "Invitee One", "email", "invitee@example.net", "phone", "+31687654321", "locale", locale)));
  }

  /**
   * @param invitations the newest first
   * @param events      the newest first
   */
  record View(Object invitations, List<Object> events) {}
}
