package nl.sluis.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Secret;

/** The scheduling system of the demonstration: one HTTP call for each step, as any scheduler makes it. */
public final class DemoScheduler {
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIRST_HOUR = 10;
  private static final int HOURS = 8;
  private static final long LEAST_ID = 90_000_000_000L;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String publicUrl;
  private final Secret clientKey;
  private String uid;
  private String meetingId;
  private int sequence;
  private int openings;

  public DemoScheduler(String publicUrl, Secret clientKey) {
    this.publicUrl = publicUrl;
    this.clientKey = clientKey;
  }

  /** Posts a selection interview for tomorrow at ten. @param times how often it may be opened */
  synchronized void post(int times) {
    uid = UUID.randomUUID().toString();
    meetingId = drawMeetingId();
    sequence = 0;
    openings = times;
    call("/v1/invitations", sample());
  }

  /** Gives the newest meeting a later time: the new invitation takes the place of the former. */
  synchronized void move() {
    refuseWithout();
    sequence++;
    call("/v1/invitations", sample());
  }

  /** Cancels the newest meeting. */
  synchronized void cancel() {
    refuseWithout();
    call("/v1/meetings/cancel", Map.of("uid", uid));
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

  private void call(String path, Map<String, ?> body) {
    try {
      var request = HttpRequest.newBuilder(URI.create(publicUrl + path)).timeout(Duration.ofSeconds(10))
          .header("Authorization", "Bearer " + clientKey.revealText())
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
          .build();
      var status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status >= 300) {
        throw new IllegalStateException("the call of the demonstration was answered " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the call of the demonstration could not be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Map<String, ?> sample() {
    var start = LocalDate.now(ZONE).plusDays(1).atTime(LocalTime.of(FIRST_HOUR + sequence % HOURS, 0)).atZone(ZONE);
    return Map.of(
        "meeting", Map.ofEntries(
            Map.entry("uid", uid),
            Map.entry("sequence", sequence),
            Map.entry("title", "Selectiegesprek"),
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
            "name", "Invitee One", "email", "invitee@example.net", "phone", "+31612345678", "locale", "nl")));
  }
}
