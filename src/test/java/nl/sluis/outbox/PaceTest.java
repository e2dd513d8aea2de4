package nl.sluis.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many mails are claimed before a hand is free. */
class PaceTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Pace pace = new Pace(24, nanos::get);

  @Test
  void noneAsLongAsNothingWasSent() {
    assertThat(pace.ahead()).isZero();
    passes(500);
    assertThat(pace.ahead()).isZero();
  }

  @Test
  void asManyAsWereSentInTheLastTenthOfASecond() {
    sends(8);
    passes(100);
    assertThat(pace.ahead()).isEqualTo(8);
    sends(30);
    passes(300);
    assertThat(pace.ahead()).as("at the same rate").isEqualTo(10);
  }

  @Test
  void butNoMoreThanTheMost() {
    sends(1_000);
    passes(100);
    assertThat(pace.ahead()).isEqualTo(24);
  }

  @Test
  void noneAgainWhileTheRelayHangs() {
    sends(100);
    passes(100);
    assertThat(pace.ahead()).isEqualTo(24);
    passes(99);
    assertThat(pace.ahead()).as("not yet known").isEqualTo(24);
    passes(1);
    assertThat(pace.ahead()).isZero();
  }

  private void sends(int many) {
    for (var i = 0; i < many; i++) {
      pace.sentOne();
    }
  }

  private void passes(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
