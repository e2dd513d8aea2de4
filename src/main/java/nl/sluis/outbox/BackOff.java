package nl.sluis.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a mail waits after a failed attempt. The time doubles from a second to five minutes. It is random within bounds, so that many mails
 * do not come back at once.
 */
final class BackOff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 300_000;

  /** 32 seconds at most: about as long as the couriers wait before they ask the relay again. */
  private static final int ATTEMPTS_WHILE_HELD = 6;

  private BackOff() {}

  /** While the relay takes no mail at all, so that all leave soon when it does. */
  static Duration whileHeld(int attempts, RandomGenerator random) {
    return after(Math.min(attempts, ATTEMPTS_WHILE_HELD), random);
  }

  /** @param attempts hand-overs tried so far, at least 1 */
  static Duration after(int attempts, RandomGenerator random) {
    var whole = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts - 1, 20));
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }
}
