package nl.sluis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whatever a stranger or a client sends: no answer of 500 and above but 503 with Retry-After, no line at ERROR, no thread held, and what was
 * posted opens as before. {@code bin/fuzz --seconds 3600 --seed 7} goes on for an hour.
 */
@Tag("slow")
class HttpFuzzTest {
  private static final long SEED = Long.getLong("sluis.fuzz.seed", 20_270_112);
  private static final long SECONDS = Long.getLong("sluis.fuzz.seconds", 0);
  private static final long REQUESTS = 1_500;
  private static final int INVITATIONS = 3;

  @Test
  void whateverIsSentNothingBreaksNothingIsHeldAndNothingIsLost() throws Exception {
    try (var sluis = LocalSluis
        .started(settings -> settings.set("limits.unknownLinksPerHour", "1000000").set("limits.wrongTriesPerHour", "1000000"))) {
      var posted = new ArrayList<Posted>();
      var holders = new ArrayList<LinkHolder>();
      for (var i = 0; i < INVITATIONS; i++) {
        posted.add(sluis.postsInterview());
        holders.add(sluis.holderOf(posted.get(i)));
      }
      var errors = new Errors();
      var fuzz = new HttpFuzz(sluis.settings.port(), URI.create(sluis.settings.adminUrl()).getPort(), secrets(sluis), SEED);
      fuzz.run(REQUESTS, SECONDS);
      System.out.println("fuzz: " + fuzz);
      fuzz.findings().forEach(finding -> System.out.println("fuzz: found " + finding));
      errors.lines.forEach(line -> System.out.println("fuzz: logged " + line));

      assertThat(fuzz.findings()).as(fuzz.toString()).isEmpty();
      assertThat(errors.lines).as(fuzz.toString()).isEmpty();
      await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(atWork()).as("threads held").isEmpty());
      errors.close();
      for (var i = 0; i < INVITATIONS; i++) {
        var released = holders.get(i).releases(sluis.codeFor(holders.get(i), posted.get(i)));
        assertThat(holders.get(i).opens(released)).isEqualTo(posted.get(i).meeting());
      }
    }
  }

  /** Another client than the one whose invitations must last. */
  private static FuzzedSecrets secrets(LocalSluis sluis) {
    var key = sluis.createClient("fuzz");
    var spent = sluis.postsInterview();
    var posted = Http.send("POST", sluis.settings.publicUrl() + "/v1/invitations", Meetings.request(Meetings.interview(), 2).toString(),
        "Authorization", "Bearer " + key);
    var ids = Stream.of(0, 1).map(i -> posted.json().path("invitations").path(i).path("id").asText()).toList();
    return new FuzzedSecrets(key, ids, sluis.holderOf(spent).access());
  }

  /** @return what threads of the server do for a request */
  private static List<String> atWork() {
    return Thread.getAllStackTraces().entrySet().stream().filter(thread -> thread.getKey().getName().startsWith("dw-"))
        .flatMap(thread -> Stream.of(thread.getValue()).filter(frame -> frame.getClassName().startsWith("org.eclipse.jetty.ee10"))
            .limit(1).map(frame -> thread.getKey().getName() + " at " + thread.getValue()[0] + " … " + frame))
        .toList();
  }

  /** Every line at ERROR while it is open. */
  private static final class Errors extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    Errors() {
      start();
      root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage());
      }
    }

    @Override
    public void close() {
      root.detachAppender(this);
    }
  }
}
