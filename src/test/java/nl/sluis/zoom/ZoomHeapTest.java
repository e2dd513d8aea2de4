package nl.sluis.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nl.sluis.conference.WantedConference;
import nl.sluis.secret.Secret;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.HeapDump;
import nl.sluis.testing.OtherJvm;
import nl.sluis.testing.VideoService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some seconds after a meeting was made, nothing of what Zoom answered lives in the memory of who made it. It is asked by plain HTTP, which keeps more. */
@Tag("slow")
class ZoomHeapTest {
  private static final int LOOKS = 10;
  @TempDir private Path folder;

  @Test
  void whatZoomAnswersIsForgotten() throws Exception {
    try (var zoom = ZoomStandIn.start()) {
      zoom.account().lock("meeting_security.embed_password_in_join_link", false);
      zoom.account().set("meeting_security.embed_password_in_join_link", true);
      var command = OtherJvm.command("-cp", System.getProperty("java.class.path"), Maker.class.getName(), zoom.baseUrl(), zoom.oauthUrl());
      var maker = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (var out = maker.inputReader(UTF_8)) {
        assertThat(out.readLine()).isEqualTo("made");
        var needles = VideoService.secretsAt(zoom);
        assertThat(found(dump(maker, LOOKS), needles)).as("it is seen while somebody holds it").anyMatch(one -> one.startsWith("id at"));
        maker.outputWriter(UTF_8).append('\n').flush();
        assertThat(out.readLine()).isEqualTo("dropped");
        var found = List.of("not looked yet");
        // A connection's thread sees within seconds that nobody holds the connection any more, and ends.
        for (var looks = 0; looks < LOOKS && !found.isEmpty(); looks++) {
          found = found(dump(maker, looks), needles);
        }
        assertThat(found).isEmpty();
      } finally {
        maker.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
      }
    }
  }

  private HeapDump dump(Process maker, int number) throws IOException, InterruptedException {
    var file = folder.resolve(number + ".hprof");
    var jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(maker.pid()),
        "GC.heap_dump",
        file.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(jcmd.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new HeapDump(file);
  }

  private static List<String> found(HeapDump dump, Map<byte[], String> needles) {
    return dump.find(needles).stream().map(one -> one.what() + " at " + dump.path(one.at())).distinct().collect(Collectors.toList());
  }

  /** Makes one meeting, drops it, and stays. */
  static final class Maker {
    private Maker() {}

    public static void main(String[] urls) throws IOException {
      var zoom = client(urls);
      makeAndHold(zoom);
      System.out.println("dropped");
      while (System.in.read() >= 0) {
        assertThat(zoom.name()).isEqualTo("zoom");
      }
    }

    private static ZoomMeetings client(String[] urls) {
      return new ZoomMeetings(
          new ZoomConfiguration(ZoomStandIn.ACCOUNT_ID, ZoomStandIn.CLIENT_ID, Secret.of(ZoomStandIn.CLIENT_SECRET), null,
              null, null, List.of(ZoomStandIn.HOST), null, null, urls[0], urls[1]),
          Clock.systemUTC(), new SecureRandom());
    }

    private static void makeAndHold(ZoomMeetings zoom) throws IOException {
      var start = Instant.now().plus(Duration.ofDays(1));
      var made = zoom.make(new WantedConference(ZoomStandIn.HOST, start, start.plusSeconds(3_000), "UTC", ZoomAtHand.MARKER, "K7QF"),
          Duration.ofSeconds(20));
      System.out.println("made");
      assertThat(System.in.read()).isNotNegative();
      assertThat(made.rules()).isNotEmpty();
    }
  }
}
