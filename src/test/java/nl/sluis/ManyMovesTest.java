package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import nl.sluis.testing.Answer;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Meetings as large as they may be. */
@Tag("slow")
class ManyMovesTest {
  private static final int MANY = 500;
  private final MeetingPosts meeting = MeetingPosts.sealedAtIntake();
  private LocalSluis sluis;

  @BeforeEach
  void start() {
    sluis = LocalSluis.started(settings -> settings.set("limits.invitationsPerHour", "20000"));
  }

  @AfterEach
  void stop() {
    sluis.close();
  }

  /** Below two seconds on two cores that do nothing else. How long it takes where others work says nothing, so the bound is on what it costs. */
  @Test
  void fiveHundredAreReplacedByFiveHundred() {
    for (var sequence = 0; sequence < 4; sequence++) {
      var request = meeting.post(sequence, people(0));
      var begun = System.nanoTime();
      var cost = cpu();
      var answer = posts(request);
      var took = Duration.ofNanos(System.nanoTime() - begun);
      System.out.println(String.format(Locale.ROOT, "post of %d, replacing %d: %d ms", MANY, answer.json().path("replaced").size(),
          took.toMillis()));
      assertThat(cpu().minus(cost)).isLessThan(Duration.ofSeconds(10));
      assertThat(answer.json().path("replaced")).hasSize(sequence == 0 ? 0 : MANY);
    }
  }

  @Test
  void twoThousandAreLiveAndNoMore() {
    String last = null;
    for (var from = 0; from < 4 * MANY; from += MANY) {
      last = posts(meeting.post(0, people(from))).json().at("/invitations/0/id").asText();
    }
    var more = sluis.post(meeting.post(0, "more"));
    assertThat(more.status()).isEqualTo(422);
    assertThat(more.json().at("/errors/0/pointer").asText()).isEqualTo("/invitees");

    assertThat(posts(meeting.post(0, people(0))).json().at("/invitations/0/existing").asBoolean()).as("they are there").isTrue();
    var instead = meeting.post(0, "more");
    Meetings.invitee(instead, 0).put("replaces", last);
    assertThat(posts(instead).json().path("replaced")).as("one for another").hasSize(1);
    assertThat(sluis.post(meeting.post(0, "one")).status()).isEqualTo(422);
    assertThat(posts(meeting.post(1, people(0))).json().path("replaced")).as("all are replaced").hasSize(4 * MANY);
    assertThat(posts(meeting.post(1, "one")).json().path("invitations")).hasSize(1);
  }

  /** Of this whole process, the gateway and its compiler in it. */
  private static Duration cpu() {
    return Duration.ofNanos(((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
  }

  private Answer posts(JsonNode request) {
    var answer = sluis.post(request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer;
  }

  private static String[] people(int from) {
    return IntStream.range(from, from + MANY).mapToObj(at -> "p" + at).toArray(String[]::new);
  }
}
