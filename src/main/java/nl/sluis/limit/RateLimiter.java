package nl.sluis.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/** Counts the use of daily limits in the database, so that they hold over all gateways and no map in memory can be filled. */
public final class RateLimiter {
  private RateLimiter() {}

  /**
   * Takes one of the day, within the caller's transaction.
   *
   * @param subject whom the limit is for: an id or a keyed hash, at most 60 characters
   * @return false if the day's are used up; nothing is taken then
   */
  public static boolean take(Handle handle, Limit limit, String subject, Instant now) {
    var day = day(now);
    var name = name(limit, subject);
    // MERGE is the one form of "insert unless there" that both databases know. It may still lose a race to the same row: the caller's
    // transaction is then run again.
    handle.createUpdate("""
            MERGE INTO limit_use u USING (SELECT CAST(:subject AS VARCHAR(64)) AS subject, CAST(:day AS VARCHAR(10)) AS on_day) n
            ON u.subject = n.subject AND u.on_day = n.on_day
            WHEN NOT MATCHED THEN INSERT (subject, on_day, used) VALUES (n.subject, n.on_day, 0)
            """)
        .bind("subject", name).bind("day", day).execute();
    return handle.createUpdate("""
            UPDATE limit_use SET used = used + 1 WHERE subject = :subject AND on_day = :day AND used < :perDay
            """)
        .bind("subject", name).bind("day", day).bind("perDay", limit.perDay()).execute() == 1;
  }

  /** Gives back what was taken for something that did not happen. */
  public static void giveBack(Handle handle, Limit limit, String subject, Instant now) {
    handle.createUpdate("UPDATE limit_use SET used = used - 1 WHERE subject = :subject AND on_day = :day AND used > 0")
        .bind("subject", name(limit, subject)).bind("day", day(now)).execute();
  }

  /** @return until the next UTC day begins */
  public static Duration untilTomorrow(Instant now) {
    return Duration.between(now, LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** @return as {@code 2027-01-12} */
  public static String day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
  }

  private static String name(Limit limit, String subject) {
    return limit.prefix() + subject;
  }
}
