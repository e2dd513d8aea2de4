import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import nl.sluis.client.Meeting;
import nl.sluis.client.Sender;

/**
 * Seals a meeting here, posts it, and prints the link of each invitee, for your own mail. Needs a JDK 17 and nothing else:
 *
 * <pre>
 * SLUIS_URL=http://127.0.0.1:8080 SLUIS_CLIENT_KEY=… \
 *   java -cp target/sluis-client.jar docs/examples/SealAndPost.java "Invitee One" invitee@example.net +31612345678
 * </pre>
 */
class SealAndPost {
  public static void main(String[] invitees) throws Exception {
    var url = System.getenv("SLUIS_URL");
    var sender = new Sender(URI.create(url));
    var entries = new ArrayList<String>();
    var links = new ArrayList<String>();
    try (var meeting = Meeting.of(selectionInterview())) {
      for (var i = 0; i + 2 < invitees.length; i += 3) {
        try (var sealed = sender.seal(meeting)) {
          entries.add("{\"name\":%s,\"email\":%s,\"phone\":%s,\"locale\":\"nl\",\"sealed\":%s}"
              .formatted(quoted(invitees[i]), quoted(invitees[i + 1]), quoted(invitees[i + 2]), sealed.json()));
          links.add(invitees[i + 1] + " " + sealed.link());
        }
      }
      var organizer = "{\"name\":\"Selection desk\",\"email\":\"selection@example.org\"}";
      var answer = post(url, "{\"uid\":%s,\"organizer\":%s,\"expiresAt\":\"%s\",\"delivery\":\"sender\",\"invitees\":[%s]}"
          .formatted(quoted(meeting.uid()), organizer, meeting.expiresAt(), String.join(",", entries)));
      if (answer.statusCode() != 201) {
        System.err.println(answer.statusCode() + " " + answer.body());
        System.exit(1);
      }
    }
    // Now, and not before: a link that was mailed and not posted leads nowhere.
    links.forEach(System.out::println);
  }

  private static Map<String, Object> selectionInterview() {
    var zone = ZoneId.of("Europe/Amsterdam");
    var start = LocalDate.now(zone).plusDays(7).atTime(10, 15).atZone(zone);
    return Map.ofEntries(
        Map.entry("title", "Selectiegesprek Zuidertrekvogel"),
        Map.entry("start", start.toOffsetDateTime().toString()),
        Map.entry("end", start.plusHours(1).toOffsetDateTime().toString()),
        Map.entry("timeZone", zone.getId()),
        Map.entry("organizer", Map.of("name", "Selection desk", "email", "selection@example.org")),
        Map.entry("joinUrl", "https://zoom.us/j/731958264?pwd=Wierdijkpas"),
        Map.entry("webClientUrl", "https://zoom.us/wc/join/731958264"),
        Map.entry("meetingId", "731 958 264"),
        Map.entry("passcode", "pw-583920"),
        Map.entry("location", "Kamer Noorderhoofd"),
        Map.entry("description", "Neem je portfolio Beemsterling mee;\nwe beginnen op tijd."));
  }

  private static HttpResponse<String> post(String url, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url + "/v1/invitations")).timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + System.getenv("SLUIS_CLIENT_KEY")).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
