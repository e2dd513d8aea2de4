package nl.sluis.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.sluis.store.Database;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Shows the operator the mails that wait: how many, since when, and how the last attempt ended. No address, nothing of their content. */
public final class OutboxList {
  private static final int SHOWN = 100;
  private final Database database;
  private final OutboxCourier courier;

  public OutboxList(Database database, OutboxCourier courier) {
    this.database = database;
    this.courier = courier;
  }

  /**
   * @param waiting       never tried, or due again
   * @param inBackOff     tried in vain, and due later
   * @param inFlight      leased by a gateway
   * @param oldestSeconds how long the oldest has been owed; 0 if there is none
   * @param nextAttemptAt when the next of those in back-off is due; null if there is none
   * @param relayUnavailable     null while this gateway reaches its relay and is not refused there
   * @param oldest        the oldest hundred
   */
  public record View(long waiting, long inBackOff, long inFlight, long oldestSeconds, Instant nextAttemptAt,
      RelayUnavailable relayUnavailable,
      List<Entry> oldest) {}

  /**
   * @param lastError {@code connection}, {@code timeout}, {@code tls}, {@code login} or {@code refused}
   * @param words   what the relay said, one line without addresses and links; null if nothing
   */
  public record RelayUnavailable(String lastError, Instant since, String words) {}

  /**
   * @param attempts hand-overs begun
   * @param dueAt    for one in back-off the next attempt
   * @param lastError how the last attempt failed, as {@code relay 451}; null if none failed
   */
  public record Entry(String invitation, String kind, int attempts, Instant owedAt, Instant dueAt, Instant expiresAt, String lastError) {}

  public View read() {
    return database.read(tx -> {
      var now = tx.now();
      var counts = tx.handle().createQuery("""
              SELECT COUNT(*) AS owed,
                COUNT(CASE WHEN leased_until > :now THEN 1 END) AS in_flight,
                COUNT(CASE WHEN tried = TRUE AND due_at > :now AND (leased_until IS NULL OR leased_until <= :now) THEN 1 END) AS in_back_off,
                MIN(owed_at) AS oldest,
                MIN(CASE WHEN tried = TRUE AND due_at > :now THEN due_at END) AS next_attempt
              FROM outbox
              """)
          .bind("now", now).registerRowMapper(ConstructorMapper.factory(Counts.class)).mapTo(Counts.class).one();
      var entries = tx.handle().createQuery("""
              SELECT SUBSTRING(id, 1, 22) AS invitation, kind, attempts, owed_at, due_at, expires_at, last_error
              FROM outbox ORDER BY number LIMIT :shown
              """)
          .bind("shown", SHOWN).registerRowMapper(ConstructorMapper.factory(Entry.class)).mapTo(Entry.class).list();
      var age = counts.oldest == null ? 0 : Math.max(0, Duration.between(counts.oldest, now).toSeconds());
      var away = courier.away().map(a -> new RelayUnavailable(a.trouble().word(), a.since(), a.words())).orElse(null);
      return new View(counts.owed - counts.inBackOff - counts.inFlight, counts.inBackOff, counts.inFlight, age, counts.nextAttempt, away,
          entries);
    });
  }

  /** @return how long the oldest mail has been owed, in seconds; 0 if none is */
  public long oldestSeconds() {
    return database.read(tx -> {
      var oldest = tx.handle().createQuery("SELECT owed_at FROM outbox ORDER BY number LIMIT 1").mapTo(Instant.class).findOne();
      return oldest.map(at -> Math.max(0, Duration.between(at, tx.now()).toSeconds())).orElse(0L);
    });
  }

  /** @return how many mails are owed */
  public long owed() {
    return database.read(tx -> tx.handle().createQuery("SELECT COUNT(*) FROM outbox").mapTo(Long.class).one());
  }

  /** One row of numbers. */
  public record Counts(long owed, long inFlight, long inBackOff, Instant oldest, Instant nextAttempt) {}
}
