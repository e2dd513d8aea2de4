package nl.sluis.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
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
  /** True if the video service makes the newest meeting. */
  private boolean isMade;
  /** The host of the video service holds one at a time, so each is a day later. */
  private int daysLater;

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
    begin(times, language, false);
    posts("/v1/invitations", sample());
  }

  /** The same, and the video service makes the meeting. */
  synchronized void postMade(String language) {
    begin(1, language, true);
    daysLater++;
    posts("/v1/invitations", sample());
  }

  /** @return the number of the newest meeting at the video service; null if that made none */
  synchronized String madeMeetingId() {
    return isMade ? meetingId : null;
  }

  private void begin(int times, String language, boolean made) {
    uid = UUID.randomUUID().toString();
    meetingId = drawMeetingId();
    sequence = 0;
    openings = times;
    isMade = made;
    locale = language != null && TITLES.containsKey(language) ? language : "nl";
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
    var answer = http.post(path, body, authorization()).orFail().body();
    if (answer.get("conference") instanceof Map<?, ?> conference) {
      meetingId = (String) conference.get("meetingId");
    }
  }

  private String[] authorization() {
    return new String[] {"Authorization", "Bearer " + clientKey.revealText()};
  }

  private Map<String, ?> sample() {
    var meeting = new LinkedHashMap<String, Object>();
    var start = LocalDate.now(ZONE).plusDays(isMade ? daysLater : 1).atTime(LocalTime.of(FIRST_HOUR + sequence % HOURS, 0)).atZone(ZONE);
    meeting.put("uid", uid);
    meeting.put("sequence", sequence);
    meeting.put("title", TITLES.get(locale));
    meeting.put("start", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    meeting.put("end", start.plusHours(1).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    meeting.put("timeZone", ZONE.getId());
    meeting.put("organizer", Map.of("name", "Selection desk", "email", "selection@example.org"));
    if (isMade) {
      meeting.put("conference", Map.of("provider", "zoom"));
    } else {
      meeting.put("joinUrl", "https://zoom.us/j/" + meetingId);
      meeting.put("webClientUrl", "https://app.zoom.us/wc/join/" + meetingId);
      meeting.put("meetingId", meetingId);
      meeting.put("passcode", "482913");
    }
    return Map.of("meeting", meeting, "openings", openings, "invitees", List.of(Map.of(
        "name", "Invitee One", "email", "invitee@example.net", "phone", "+31687654321", "locale", locale)));
  }

  /**
   * @param invitations the newest first
   * @param events      the newest first
   */
  record View(Object invitations, List<Object> events) {}
}
