package nl.sluis.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import nl.sluis.database.DatabaseClock;

/** Turns the gateway's time by hand. */
public final class TestClock {
  private static final Duration ENOUGH = Duration.ofMinutes(5);
  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

  public void advance(Duration by) {
    shift.updateAndGet(by::plus);
  }

  /** Goes to tomorrow's morning, so that no day ends while a test counts by days. */
  public void toTheMorning() {
    var now = Instant.now();
    advance(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(34))));
  }

  /** A test that counts an hour's use may not begin at its end. */
  public void awayFromTheEndOfTheHour() {
    var now = Instant.now();
    if (now.plus(ENOUGH).truncatedTo(ChronoUnit.HOURS).isAfter(now)) {
      advance(ENOUGH);
    }
  }

  public void reset() {
    shift.set(Duration.ZERO);
  }

  public DatabaseClock databaseClock() {
    return new DatabaseClock(shift::get);
  }
}
