package nl.sluis.database;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * The one clock by which invitations and codes expire: the database's, the same for every gateway. It is read at most once a second. In between
 * this process counts on from what it read, and is late by no more than the reading took. Tests shift it.
 */
public final class DatabaseClock {
  private static final long RECENT = Duration.ofSeconds(1).toNanos();
  /** A machine that slept does not count its sleep in {@code nanoTime}, and then its own clock says so. A reading that took longer is late. */
  private static final long ASLEEP = Duration.ofMillis(100).toNanos();
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

  /** What this clock says now, for a transaction that has only begun. If it was not read for a second, that costs a statement. */
  public Instant now(Handle handle) {
    return recent().orElseGet(() -> read(handle).plus(shift.get()));
  }

  /**
   * When a transaction began, wherever it stands by now. It may have waited for a lock since, so this is no reading that others can count on
   * from.
   */
  public Instant began(Handle handle) {
    return (embedded ? ofThisProcess() : Daos.attach(handle, Dao.class).now()).plus(shift.get());
  }

  /** What this clock says now, by its last reading and the time since; empty if that was a second ago. It costs no statement. */
  public Optional<Instant> recent() {
    if (embedded) {
      return Optional.of(ofThisProcess().plus(shift.get()));
    }
    return Optional.ofNullable(last).flatMap(reading -> reading.at(System.nanoTime(), System.currentTimeMillis()))
        .map(now -> now.plus(shift.get()));
  }

  private static Instant ofThisProcess() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private Instant read(Handle handle) {
    var asked = System.nanoTime();
    var now = Daos.attach(handle, Dao.class).now();
    var answered = System.nanoTime();
    last = answered - asked < ASLEEP ? new Reading(now, answered, System.currentTimeMillis()) : null;
    return now;
  }

  /** The moment at which the transaction began, or without one the statement. */
  interface Dao {
    @SqlQuery("SELECT CURRENT_TIMESTAMP")
    Instant now();
  }

  /** What the database said, and this machine's two clocks at that moment. */
  record Reading(Instant now, long nanoTime, long millis) {
    /** @return what the database says now, or empty if that is to be asked */
    Optional<Instant> at(long nanoTimeNow, long millisNow) {
      var nanos = nanoTimeNow - nanoTime;
      var own = Duration.ofMillis(millisNow - millis).toNanos();
      return nanos < RECENT && Math.abs(own - nanos) < ASLEEP
          ? Optional.of(now.plusNanos(nanos).truncatedTo(ChronoUnit.MICROS))
          : Optional.empty();
    }
  }
}
