package nl.sluis.outbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says how many mails to claim before a hand is free for them: as many as the hands sent in the last tenth of a second. So a quick relay does
 * not wait for the database, and at a slow one no mail waits in a gateway that cannot send it.
 */
final class Pace {
  private static final long WINDOW = Duration.ofMillis(100).toNanos();
  private final int most;
  private final LongSupplier nanos;
  private long since;
  private int sent;
  private int ahead;

  /** @param nanos as {@link System#nanoTime} */
  Pace(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  synchronized void sentOne() {
    sent++;
  }

  synchronized int ahead() {
    var passed = nanos.getAsLong() - since;
    if (passed >= WINDOW) {
      ahead = (int) Math.min(most, sent * WINDOW / passed);
      sent = 0;
      since += passed;
    }
    return ahead;
  }
}
