package nl.sluis.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a mail waits after a failed hand-over: doubling from a second to five minutes, with jitter so that many do not come back at once. */
final class BackOff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 300_000;

  private BackOff() {}

  /** @param attempts hand-overs tried so far, at least 1 */
  static Duration after(int attempts, RandomGenerator random) {
    var whole = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts - 1, 20));
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
