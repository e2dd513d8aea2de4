import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import nl.sluis.client.Gateway;
import nl.sluis.client.NoAnswerException;
import nl.sluis.client.Post;
import nl.sluis.client.ProblemException;

/**
 * Posts a meeting for one invitee, and looks where the invitation stands. Needs a JDK 17 and nothing else:
 *
 * <pre>
 * SLUIS_URL=http://127.0.0.1:8080 SLUIS_CLIENT_KEY=… \
 *   java -cp target/sluis-client.jar docs/examples/PostMeeting.java "Invitee One" invitee@example.net +31612345678
 * </pre>
 */
class PostMeeting {
  public static void main(String[] invitee) {
    var gateway = new Gateway(URI.create(System.getenv("SLUIS_URL")), System.getenv("SLUIS_CLIENT_KEY"));
    var post = Post.of(Map.of("meeting", selectionInterview(), "invitees", List.of(
        Map.of("ref", "candidate-17", "name", invitee[0], "email", invitee[1], "phone", invitee[2], "locale", "nl"))));
    try {
      var posted = gateway.post(post);
      posted.objects("warnings").forEach(one -> System.err.println("warning " + one.text("rule") + ": " + one.text("detail")));
      var found = gateway.find(posted.objects("invitations").get(0).text("id"));
      System.out.println(posted.text("meeting") + " " + found.text("id") + " " + found.text("reference") + " " + found.text("state"));
    } catch (ProblemException | NoAnswerException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static Map<String, ?> selectionInterview() {
    var zone = ZoneId.of("Europe/Amsterdam");
    var start = LocalDate.now(zone).plusDays(7).atTime(10, 15).atZone(zone);
    return Map.of(
        "title", "Selectiegesprek",
        "start", start.toOffsetDateTime().toString(),
        "end", start.plusHours(1).toOffsetDateTime().toString(),
        "timeZone", zone.getId(),
        "organizer", Map.of("name", "Selection desk", "email", "selection@example.org"),
        "joinUrl", "https://zoom.us/j/98765432101",
        "webClientUrl", "https://app.zoom.us/wc/join/98765432101",
        "meetingId", "987 6543 2101",
        "passcode", "482913");
  }
}
