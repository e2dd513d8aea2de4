package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.Test;

/** Every audit line of the jar is written, however many come at once. */
class AuditLinesIT {
  private static final int INVITEES = 500;
  private static final int POSTS = 3;

  @Test
  void eachOfFiveHundredInviteesHasItsLine() {
    try (var sluis = JarSluis.started(settings -> settings.set("limits.invitationsPerHour", "5000"))) {
      for (var post = 0; post < POSTS; post++) {
        assertThat(sluis.post(Meetings.request(Meetings.interview(), INVITEES)).status()).isEqualTo(201);
      }
      await().untilAsserted(() -> assertThat(queued(sluis)).isEqualTo(POSTS * INVITEES));
    }
  }

  private static long queued(JarSluis sluis) {
    return sluis.readLog().lines().filter(line -> line.contains("invitation-queued")).count();
  }
}
