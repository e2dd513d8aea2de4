package nl.sluis.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Counts the use of limits in the database, so that they hold over all gateways and no map in memory can be filled. */
public final class RateLimiter {
  private static final int PARTS = 50;
  private final LimitConfiguration configuration;

  public RateLimiter(LimitConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Takes one, as {@link #take(Handle, Limit, String, Use, Instant)}. */
  public boolean take(Handle handle, Limit limit, String subject, Instant now) {
    return take(handle, limit, subject, Use.ONE, now);
  }

  /**
   * Takes some of the day or hour, within the caller's transaction; until that ends, all others who take of the same wait.
   *
   * @param subject whom the limit is for: an id or a keyed hash, at most 50 characters
   * @return false if there is not so much left; nothing is taken then
   */
  public boolean take(Handle handle, Limit limit, String subject, Use use, Instant now) {
    // One statement, and its row count is the answer. It may lose a race to insert the same row: the caller's transaction is then run again.
    return bound(handle.createUpdate("""
            MERGE INTO limit_use u USING (SELECT CAST(:subject AS VARCHAR(64)) AS subject, CAST(:window AS VARCHAR(13)) AS time_window) n
            ON u.subject = n.subject AND u.time_window = n.time_window
            WHEN MATCHED AND u.used + :many <= :most AND u.bytes + :bytes <= :mostBytes
              THEN UPDATE SET used = u.used + :many, bytes = u.bytes + :bytes
            WHEN NOT MATCHED THEN INSERT (subject, time_window, used, bytes) VALUES (n.subject, n.time_window, :many, :bytes)
            """), limit, subject, use, now)
        .bind("most", configuration.most(limit)).bind("mostBytes", configuration.mostBytes(limit)).execute() == 1;
  }

  /**
   * Takes a fiftieth of the whole at once, or one where no more is left, for a {@link Reserve}.
   *
   * @return how many; 0 if none was left
   */
  public int takeInAdvance(Handle handle, Limit limit, String subject, Instant now) {
    var some = Math.max(1, configuration.most(limit) / PARTS);
    if (take(handle, limit, subject, new Use(some, 0), now)) {
      return some;
    }
    return some > 1 && take(handle, limit, subject, now) ? 1 : 0;
  }

  /** True if nothing is left. Costs no write, so that a flood of what is refused costs none. */
  public boolean isUsedUp(Handle handle, Limit limit, String subject, Instant now) {
    return !hasRoom(handle, limit, subject, Use.ONE, now);
  }

  /** True if so much was left a moment ago. Costs no write, and takes nothing. */
  public boolean hasRoom(Handle handle, Limit limit, String subject, Use use, Instant now) {
    return handle.createQuery("SELECT used, bytes FROM limit_use WHERE subject = :subject AND time_window = :window")
        .bind("subject", name(limit, subject)).bind("window", limit.window().name(now))
        .map((row, context) -> row.getInt("used") + use.many() <= configuration.most(limit)
            && row.getLong("bytes") + use.bytes() <= configuration.mostBytes(limit))
        .findOne().orElse(true);
  }

  /** @return names of the clients that have nothing left of a limit per client, at most ten */
  public List<String> clientsWithout(Handle handle, Limit limit, Instant now) {
    return handle.createQuery("""
            SELECT c.name FROM client c JOIN limit_use u ON u.time_window = :window AND u.subject = :prefix || c.id
            WHERE u.used >= :most ORDER BY c.name LIMIT 10
            """)
        .bind("window", limit.window().name(now)).bind("prefix", limit.prefix()).bind("most", configuration.most(limit))
        .mapTo(String.class).list();
  }

  /** Gives back one that was taken for something that did not happen. */
  public void giveBack(Handle handle, Limit limit, String subject, Instant now) {
    giveBack(handle, limit, subject, Use.ONE, now);
  }

  /** @param when it was taken: of that day or hour it is given back */
  public void giveBack(Handle handle, Limit limit, String subject, Use use, Instant when) {
    bound(handle.createUpdate("""
            UPDATE limit_use SET used = used - :many, bytes = bytes - :bytes
            WHERE subject = :subject AND time_window = :window AND used >= :many AND bytes >= :bytes
            """), limit, subject, use, when).execute();
  }

  /** @return until the limit begins anew */
  public static Duration pause(Limit limit, Instant now) {
    return limit.window().left(now);
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Limit limit, String subject, Use use, Instant when) {
    return statement.bind("subject", name(limit, subject)).bind("window", limit.window().name(when))
        .bind("many", use.many()).bind("bytes", use.bytes());
  }

  private static String name(Limit limit, String subject) {
    return limit.prefix() + subject;
  }
}
