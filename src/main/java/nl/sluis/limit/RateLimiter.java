package nl.sluis.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.sluis.database.Daos;
import org.jdbi.v3.core.Handle;

/** Counts the use of limits in the database, so that they hold over all gateways and no map in memory can be filled. */
public final class RateLimiter {
  private static final int PARTS = 50;
  private static final int BLOCKS = 100;
  private static final int MAX_BLOCK = 500;
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
    return take(handle, limit, subject, use, 0, now);
  }

  /** Takes one where this subject may use some more than others. */
  public boolean takeOfMore(Handle handle, Limit limit, String subject, int more, Instant now) {
    return take(handle, limit, subject, Use.ONE, more, now);
  }

  private boolean take(Handle handle, Limit limit, String subject, Use use, int more, Instant now) {
    var most = configuration.most(limit) + more;
    var mostBytes = configuration.mostBytes(limit);
    if (use.many() > most || use.bytes() > mostBytes) {
      return false;
    }
    var dao = dao(handle);
    var name = name(limit, subject);
    var window = limit.window().name(now);
    return limit.isOftenFirst() && dao.begin(name, window, use.many(), use.bytes())
        || dao.change(name, window, use.many(), use.bytes(), most, mostBytes)
        // There is not so much left, or it is the first; or another was that a moment ago.
        || !limit.isOftenFirst() && (dao.begin(name, window, use.many(), use.bytes())
            || dao.change(name, window, use.many(), use.bytes(), most, mostBytes));
  }

  /**
   * Takes all that is wanted, or what is needed if there is no more, as {@link #take(Handle, Limit, String, Use, Instant)}.
   *
   * @return what was taken; {@link Use#NONE} if there is not so much left
   */
  public Use take(Handle handle, Limit limit, String subject, Use wanted, Use needed, Instant now) {
    if (take(handle, limit, subject, wanted, now)) {
      return wanted;
    }
    return !wanted.equals(needed) && take(handle, limit, subject, needed, now) ? needed : Use.NONE;
  }

  /**
   * Takes a fiftieth of the whole at once, or one where no more is left, for a {@link Reserve}.
   *
   * @return how many; 0 if none was left
   */
  public int takeInAdvance(Handle handle, Limit limit, String subject, Instant now) {
    return take(handle, limit, subject, new Use(Math.max(1, configuration.most(limit) / PARTS), 0), Use.ONE, now).many();
  }

  /** @return for {@link Blocks}: one percent of the whole, at least one and at most five hundred; and one percent of its bytes */
  public Use block(Limit limit) {
    return new Use(Math.min(Math.max(1, configuration.most(limit) / BLOCKS), MAX_BLOCK),
        Math.max(1, configuration.mostBytes(limit) / BLOCKS));
  }

  /** True if nothing is left. Costs no write, so that a flood of what is refused costs none. */
  public boolean isUsedUp(Handle handle, Limit limit, String subject, Instant now) {
    return !hasRoom(handle, limit, subject, Use.ONE, now);
  }

  /** True if so much was left a moment ago. Costs no write, and takes nothing. */
  public boolean hasRoom(Handle handle, Limit limit, String subject, Use use, Instant now) {
    return dao(handle).used(name(limit, subject), limit.window().name(now))
        .map(used -> used.used() + use.many() <= configuration.most(limit) && used.bytes() + use.bytes() <= configuration.mostBytes(limit))
        .orElse(true);
  }

  public int most(Limit limit) {
    return configuration.most(limit);
  }

  /** @return how many were taken in this day or hour */
  public int used(Handle handle, Limit limit, String subject, Instant now) {
    return dao(handle).used(name(limit, subject), limit.window().name(now)).map(LimitDao.Used::used).orElse(0);
  }

  /** @return names of the clients that have nothing left of a limit per client, at most ten */
  public List<String> clientsWithout(Handle handle, Limit limit, Instant now) {
    return dao(handle).clientsWithout(limit.window().name(now), limit.prefix(), configuration.most(limit));
  }

  /** Gives back one that was taken for something that did not happen. */
  public void giveBack(Handle handle, Limit limit, String subject, Instant now) {
    giveBack(handle, limit, subject, Use.ONE, now);
  }

  /** @param when it was taken: of that day or hour it is given back */
  public void giveBack(Handle handle, Limit limit, String subject, Use use, Instant when) {
    dao(handle).giveBack(name(limit, subject), limit.window().name(when), use.many(), use.bytes());
  }

  /** @return until the limit begins anew */
  public static Duration pause(Limit limit, Instant now) {
    return limit.window().left(now);
  }

  private static LimitDao dao(Handle handle) {
    return Daos.attach(handle, LimitDao.class);
  }

  private static String name(Limit limit, String subject) {
    return limit.prefix() + subject;
  }
}
