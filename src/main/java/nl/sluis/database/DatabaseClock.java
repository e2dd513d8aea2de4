package nl.sluis.database;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The one clock by which invitations and codes expire: the database's, the same for every gateway. Tests shift it. */
public final class DatabaseClock {
  private final Supplier<Duration> shift;
  private final boolean embedded;

  public DatabaseClock() {
    this(() -> Duration.ZERO);
  }

  /** @param shift how far ahead of the database this clock is; asked at each reading */
  public DatabaseClock(Supplier<Duration> shift) {
    this(shift, false);
  }

  private DatabaseClock(Supplier<Duration> shift, boolean embedded) {
    this.shift = shift;
    this.embedded = embedded;
  }

  /** @return the same clock for a database inside this process: both have one clock, so that no statement need ask it */
  public DatabaseClock embedded() {
    return new DatabaseClock(shift, true);
  }

  public Instant now(Handle handle) {
    return (embedded ? Instant.now().truncatedTo(ChronoUnit.MICROS) : asked(handle)).plus(shift.get());
  }

  private static Instant asked(Handle handle) {
    return handle.createQuery("SELECT CURRENT_TIMESTAMP").mapTo(OffsetDateTime.class).one().toInstant();
  }
}
