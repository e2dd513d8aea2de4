import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.sluis.client.Gateway;
import nl.sluis.client.Meeting;
import nl.sluis.client.NoAnswerException;
import nl.sluis.client.Post;
import nl.sluis.client.ProblemException;
import nl.sluis.client.SealedInvitation;
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
  public static void main(String[] people) {
    var url = URI.create(System.getenv("SLUIS_URL"));
    var gateway = new Gateway(url, System.getenv("SLUIS_CLIENT_KEY"));
    var sender = new Sender(url);
    var sealed = new LinkedHashMap<String, SealedInvitation>();
    var invitees = new ArrayList<Map<String, ?>>();
    try (var meeting = Meeting.of(selectionInterview())) {
      for (var i = 0; i + 2 < people.length; i += 3) {
        var one = sender.seal(meeting);
        sealed.put(people[i + 1], one);
        invitees.add(
            Map.of("name", people[i], "email", people[i + 1], "phone", people[i + 2], "locale", "nl", "sealed", one.fields()));
      }
      var body = meeting.beside();
      body.putAll(Map.of("delivery", "sender", "invitees", invitees));
      mail(sealed, gateway.post(Post.of(body)).objects("invitations").stream().map(stored -> stored.text("id")).toList());
    } catch (ProblemException | NoAnswerException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } finally {
      sealed.values().forEach(SealedInvitation::close);
    }
  }

  /** Now, and not before: a link that was mailed and is not stored leads nowhere. */
  private static void mail(Map<String, SealedInvitation> sealed, List<String> stored) {
    sealed.forEach((email, one) -> {
      if (stored.contains(one.id())) {
        System.out.println(email + " " + one.link());
      }
    });
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
        Map.entry("joinUrl", "https://zoom.us/j/731958264"),
        Map.entry("webClientUrl", "https://zoom.us/wc/join/731958264"),
        Map.entry("meetingId", "731 958 264"),
        Map.entry("passcode", "pw-583920"),
        Map.entry("location", "Kamer Noorderhoofd"),
        Map.entry("description", "Neem je portfolio Beemsterling mee;\nwe beginnen op tijd."));
  }
}
