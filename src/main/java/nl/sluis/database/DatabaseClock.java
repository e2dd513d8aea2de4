package nl.sluis.database;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The one clock by which invitations and codes expire: the database's, the same for every gateway. Tests shift it. */
public final class DatabaseClock {
  private static final long RECENT = Duration.ofSeconds(1).toNanos();
  private final Supplier<Duration> shift;
  private volatile Reading last;
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
    return (embedded ? ofThisProcess() : asked(handle)).plus(shift.get());
  }

  /** What this clock says now, by its last reading and the time since; empty if that was a second ago. It costs no statement. */
  public Optional<Instant> recent() {
    if (embedded) {
      return Optional.of(ofThisProcess().plus(shift.get()));
    }
    var reading = last;
    var nanos = reading == null ? RECENT : System.nanoTime() - reading.nanoTime;
    return nanos < RECENT ? Optional.of(reading.now.plusNanos(nanos).plus(shift.get())) : Optional.empty();
  }

  private static Instant ofThisProcess() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private Instant asked(Handle handle) {
    var now = Daos.attach(handle, Dao.class).now();
    last = new Reading(now, System.nanoTime());
    return now;
  }

  /** The moment at which the transaction began, or without one the statement. */
  interface Dao {
    @SqlQuery("SELECT CURRENT_TIMESTAMP")
    Instant now();
  }

  private record Reading(Instant now, long nanoTime) {}
}
