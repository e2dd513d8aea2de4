package nl.sluis.database;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The one clock by which invitations and codes expire: the database's, the same for every gateway. Tests shift it. */
public final class DatabaseClock {
  private final Supplier<Duration> shift;

  public DatabaseClock() {
    this(() -> Duration.ZERO);
  }

  /** @param shift how far ahead of the database this clock is; asked at each reading */
  public DatabaseClock(Supplier<Duration> shift) {
    this.shift = shift;
  }

  public Instant now(Handle handle) {
    return handle.createQuery("SELECT CURRENT_TIMESTAMP").mapTo(OffsetDateTime.class).one().toInstant().plus(shift.get());
  }
}
