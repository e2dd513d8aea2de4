package nl.sluis.limit;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Counts the use of limits in the database, so that they hold over all gateways and no map in memory can be filled. */
public final class RateLimiter {
  private static final int PARTS = 50;
  private final LimitConfiguration configuration;

  public RateLimiter(LimitConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Takes one, as {@link #take(Handle, Limit, String, int, Instant)}. */
  public boolean take(Handle handle, Limit limit, String subject, Instant now) {
    return take(handle, limit, subject, 1, now);
  }

  /**
   * Takes some of the day or hour, within the caller's transaction; until that ends, all others who take of the same wait.
   *
   * @param subject whom the limit is for: an id or a keyed hash, at most 50 characters
   * @return false if there are not so many left; nothing is taken then
   */
  public boolean take(Handle handle, Limit limit, String subject, int many, Instant now) {
    // MERGE is the one form of "insert unless there" that both databases know. It may still lose a race to the same row: the caller's
    // transaction is then run again.
    handle.createUpdate("""
            MERGE INTO limit_use u USING (SELECT CAST(:subject AS VARCHAR(64)) AS subject, CAST(:window AS VARCHAR(13)) AS on_day) n
            ON u.subject = n.subject AND u.on_day = n.on_day
            WHEN NOT MATCHED THEN INSERT (subject, on_day, used) VALUES (n.subject, n.on_day, 0)
            """)
        .bind("subject", name(limit, subject)).bind("window", limit.window().name(now)).execute();
    return handle.createUpdate("""
            UPDATE limit_use SET used = used + :many WHERE subject = :subject AND on_day = :window AND used + :many <= :most
            """)
        .bind("subject", name(limit, subject)).bind("window", limit.window().name(now))
        .bind("many", many).bind("most", configuration.most(limit)).execute() == 1;
  }

  /**
   * Takes a fiftieth of the whole at once, or one where no more is left, for a {@link Reserve}.
   *
   * @return how many; 0 if none was left
   */
  public int takeInAdvance(Handle handle, Limit limit, String subject, Instant now) {
    var some = Math.max(1, configuration.most(limit) / PARTS);
    if (take(handle, limit, subject, some, now)) {
      return some;
    }
    return some > 1 && take(handle, limit, subject, 1, now) ? 1 : 0;
  }

  /** True if nothing is left. Costs no write, so that a flood of what is refused costs none. */
  public boolean isUsedUp(Handle handle, Limit limit, String subject, Instant now) {
    return handle.createQuery("SELECT used FROM limit_use WHERE subject = :subject AND on_day = :window")
        .bind("subject", name(limit, subject)).bind("window", limit.window().name(now))
        .mapTo(Integer.class).findOne().orElse(0) >= configuration.most(limit);
  }

  /** Gives back one that was taken for something that did not happen. */
  public void giveBack(Handle handle, Limit limit, String subject, Instant now) {
    handle.createUpdate("UPDATE limit_use SET used = used - 1 WHERE subject = :subject AND on_day = :window AND used > 0")
        .bind("subject", name(limit, subject)).bind("window", limit.window().name(now)).execute();
  }

  /** @return until the limit begins anew */
  public static Duration pause(Limit limit, Instant now) {
    return limit.window().left(now);
  }

  private static String name(Limit limit, String subject) {
    return limit.prefix() + subject;
  }
}
