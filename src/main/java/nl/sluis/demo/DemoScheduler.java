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
import nl.sluis.secret.Secret;

/** The scheduling system of the demonstration: one HTTP call, as any scheduler makes it. */
public final class DemoScheduler {
  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI invitations;
  private final Secret clientKey;

  public DemoScheduler(String publicUrl, Secret clientKey) {
    this.invitations = URI.create(publicUrl + "/v1/invitations");
    this.clientKey = clientKey;
  }

  /** Posts a selection interview for tomorrow at ten. */
  public void post() {
    try {
      var request = HttpRequest.newBuilder(invitations).timeout(Duration.ofSeconds(10))
          .header("Authorization", "Bearer " + clientKey.revealText())
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(sample()))
          .build();
      var status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 201) {
        throw new IllegalStateException("the sample meeting was answered " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the sample meeting could not be posted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String sample() throws IOException {
    var start = LocalDate.now(ZONE).plusDays(1).atTime(LocalTime.of(10, 0)).atZone(ZONE);
    return JSON.writeValueAsString(Map.of(
        "meeting", Map.of(
            "title", "Selectiegesprek",
            "start", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
            "end", start.plusHours(1).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
            "timeZone", ZONE.getId(),
            "organizer", Map.of("name", "Selection desk", "email", "selection@example.org"),
            "joinUrl", "https://zoom.us/j/123456789",
            "meetingId", "123456789",
            "passcode", "482913"),
        "invitees", List.of(Map.of(
            "name", "Invitee One", "email", "invitee@example.net", "phone", "+31612345678", "locale", "nl"))));
  }
}
