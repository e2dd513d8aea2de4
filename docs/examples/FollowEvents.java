import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import nl.sluis.client.Gateway;
import nl.sluis.client.JsonObject;
import nl.sluis.client.ProblemException;

/**
 * Says what happened since the last time, and keeps in a file how far it has read. Needs a JDK 17 and nothing else:
 *
 * <pre>
 * SLUIS_URL=http://127.0.0.1:8080 SLUIS_CLIENT_KEY=… java -cp target/sluis-client.jar docs/examples/FollowEvents.java cursor.txt
 * </pre>
 */
class FollowEvents {
  public static void main(String[] arguments) throws IOException {
    var gateway = new Gateway(URI.create(System.getenv("SLUIS_URL")), System.getenv("SLUIS_CLIENT_KEY"));
    var file = Path.of(arguments[0]);
    var cursor = Files.exists(file) ? Files.readString(file) : null;
    try {
      for (var page = gateway.events(cursor, 100, 0); !page.objects("events").isEmpty(); page = gateway.events(cursor, 100, 0)) {
        page.objects("events").forEach(FollowEvents::tell);
        cursor = page.text("next");
        // Behind the work: after a crash in between the events come again, with the ids that they had.
        Files.move(Files.writeString(Path.of(file + ".new"), cursor), file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (ProblemException e) {
      if (e.type().equals("urn:sluis:problem:cursor-lost")) {
        Files.deleteIfExists(file);
      }
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void tell(JsonObject event) {
    System.out.println(event.text("id") + " " + event.text("type") + " " + event.text("invitation"));
  }
}
