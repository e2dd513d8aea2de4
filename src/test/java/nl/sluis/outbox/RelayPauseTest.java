package nl.sluis.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import nl.sluis.mail.MailDelayedException.Kind;
import nl.sluis.testing.CapturedLog;
import org.junit.jupiter.api.Test;

class RelayPauseTest {
  private static final Instant NOW = Instant.parse("2027-01-05T09:00:00Z");
  private long nanos;
  private final RelayPause pause = new RelayPause(Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);

  private void wait(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void whoLosesTheRelayWaitsForAll() {
    assertThat(pause.isOver()).isTrue();
    assertThat(pause.lost(Kind.CONNECTION, null, "a")).isTrue();
    assertThat(pause.isOver()).isFalse();
    assertThat(pause.away()).hasValue(new RelayPause.Away(Kind.CONNECTION, NOW, null));
    wait(1);
    assertThat(pause.isOver()).isTrue();
    assertThat(pause.away()).as("until a mail gets there").isPresent();
    pause.reached();
    assertThat(pause.away()).isEmpty();
  }

  @Test
  void anOperatorWhoHurriesEndsTheWait() {
    pause.lost(Kind.TIMEOUT, null, "a");
    pause.end();
    assertThat(pause.isOver()).isTrue();
  }

  @Test
  void aRelayThatTakesFromOthersIsNotAway() {
    pause.reached();
    assertThat(pause.lost(Kind.CONNECTION, null, "a")).isFalse();
    assertThat(pause.isOver()).isTrue();
    assertThat(pause.away()).isEmpty();
  }

  @Test
  void aRelayThatRefusesUsIsAwayUntilItTakesAMail() {
    assertThat(pause.lost(Kind.REFUSED, "550 Not you", "a")).isTrue();
    assertThat(pause.away()).hasValue(new RelayPause.Away(Kind.REFUSED, NOW, "550 Not you"));
    pause.reached();
    assertThat(pause.away()).as("it talks, and refuses").isPresent();
    pause.took("b");
    assertThat(pause.away()).isEmpty();
    assertThat(pause.isOver()).isTrue();
  }

  @Test
  void aMailThatIsRefusedAgainWhileOthersAreTakenHoldsUpNoOther() {
    assertThat(pause.lost(Kind.REFUSED, "550 Not you", "a")).isTrue();
    wait(60);
    pause.took("b");
    wait(60);
    assertThat(pause.lost(Kind.REFUSED, "550 Not you", "a")).isFalse();
    assertThat(pause.away()).isEmpty();
    wait(60);
    assertThat(pause.lost(Kind.REFUSED, "550 Not you", "a")).as("nothing was taken in between").isTrue();
  }

  @Test
  void ofRefusalsInARowFiveStandAndTheNextWait() {
    for (var i = 1; i <= 5; i++) {
      assertThat(pause.mayEnd("550 Nobody")).as("number " + i).isTrue();
      assertThat(pause.away().isPresent()).isEqualTo(i == 5);
    }
    for (var i = 0; i < 20; i++) {
      assertThat(pause.mayEnd("550 Nobody")).isFalse();
    }
    pause.reached();
    assertThat(pause.mayEnd("550 Nobody")).as("it only talked").isFalse();
    pause.took("b");
    assertThat(pause.away()).isEmpty();
    assertThat(pause.mayEnd("550 Nobody")).isTrue();
  }

  @Test
  void theOperatorIsCalledOnce() {
    try (var log = new CapturedLog()) {
      for (var i = 0; i < 20; i++) {
        pause.mayEnd("550 Nobody");
        pause.lost(Kind.REFUSED, "550 Not you", "a");
      }
      assertThat(log.text().lines().filter(line -> line.contains(" ERROR "))).hasSize(1);
    }
  }

  @Test
  void whereNothingWaitsNothingIsRefused() {
    pause.lost(Kind.REFUSED, "550 Not you", "a");
    pause.forgetRefusal();
    assertThat(pause.away()).isEmpty();
    pause.lost(Kind.CONNECTION, null, "a");
    pause.forgetRefusal();
    assertThat(pause.away()).isPresent();
  }
}
