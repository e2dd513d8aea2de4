package nl.sluis.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import nl.sluis.mail.MailDelayedException.Kind;
import org.junit.jupiter.api.Test;

class RelayPauseTest {
  private static final Instant NOW = Instant.parse("2027-01-05T09:00:00Z");
  private final RelayPause pause = new RelayPause(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void whoLosesTheRelayWaitsForAll() {
    assertThat(pause.isOver()).isTrue();
    assertThat(pause.lost(Kind.CONNECTION)).isTrue();
    assertThat(pause.isOver()).isFalse();
    assertThat(pause.away()).hasValue(new RelayPause.Away(Kind.CONNECTION, NOW));
    await().atMost(Duration.ofSeconds(5)).until(pause::isOver);
    assertThat(pause.away()).as("until a mail gets there").isPresent();
    pause.reached();
    assertThat(pause.away()).isEmpty();
  }

  @Test
  void anOperatorWhoHurriesEndsTheWait() {
    pause.lost(Kind.TIMEOUT);
    pause.end();
    assertThat(pause.isOver()).isTrue();
  }

  @Test
  void aRelayThatTakesFromOthersIsNotAway() {
    pause.reached();
    assertThat(pause.lost(Kind.CONNECTION)).isFalse();
    assertThat(pause.isOver()).isTrue();
    assertThat(pause.away()).isEmpty();
  }
}
