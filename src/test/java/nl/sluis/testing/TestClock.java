package nl.sluis.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import nl.sluis.database.DatabaseClock;

/** Turns the gateway's time by hand. */
public final class TestClock {
  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

  public void advance(Duration by) {
    shift.updateAndGet(by::plus);
  }

  public void reset() {
    shift.set(Duration.ZERO);
  }

  public DatabaseClock databaseClock() {
    return new DatabaseClock(shift::get);
  }
}
