package nl.sluis.link;

import java.time.Instant;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.limit.Reserve;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * Counts what goes wrong from one range of addresses: unknown links, wrong digits and wrong codes. What goes well costs nothing, so that
 * many invitees behind one address are not in each other's way. The database has a keyed hash of the range, for a day.
 */
public final class RangeLimits {
  private final Database database;
  private final DailyPseudonyms names;
  private final RateLimiter limiter;
  private final Reserve unknown = new Reserve();

  public RangeLimits(Database database, DailyPseudonyms names, RateLimiter limiter) {
    this.database = database;
    this.names = names;
    this.limiter = limiter;
  }

  /**
   * Counted in memory, and in the database a handful at a time and without waiting for the disk: a flood of dead links costs reads.
   *
   * @param range null where none is known
   * @return what to answer: 404, or 429 once the range has none left. Whoever has a link that is known never comes here
   */
  ProblemException unknownLink(String range) {
    if (range == null) {
      return new ProblemException(Problem.UNKNOWN_LINK);
    }
    var now = database.read(Tx::now);
    var hour = Limit.UNKNOWN_LINKS_PER_RANGE.window().name(now);
    var use = unknown.use(range, hour);
    if (use == Reserve.Use.ASK) {
      var taken = database.count(tx -> limiter.takeInAdvance(tx.handle(), Limit.UNKNOWN_LINKS_PER_RANGE, name(tx, range), tx.now()));
      use = unknown.add(range, hour, taken);
    }
    return use == Reserve.Use.TAKEN ? new ProblemException(Problem.UNKNOWN_LINK) : tooSoon(now, Limit.UNKNOWN_LINKS_PER_RANGE);
  }

  /**
   * Counted first, like the try of the invitation and together with it.
   *
   * @param range null where none is known
   * @return the range's name of today, or null with the range
   */
  String takeTry(Tx tx, String range) {
    if (range == null) {
      return null;
    }
    var name = name(tx, range);
    if (!limiter.take(tx.handle(), Limit.WRONG_TRIES_PER_RANGE, name, tx.now())) {
      throw tooSoon(tx.now(), Limit.WRONG_TRIES_PER_RANGE);
    }
    return name;
  }

  /** @param when it was taken: of that hour it is given back */
  void giveBackTry(Tx tx, String name, Instant when) {
    limiter.giveBack(tx.handle(), Limit.WRONG_TRIES_PER_RANGE, name, when);
  }

  private String name(Tx tx, String range) {
    return names.of(tx, "range " + range);
  }

  private static ProblemException tooSoon(Instant now, Limit limit) {
    return ProblemException.retryAfter(Problem.TOO_SOON, RateLimiter.pause(limit, now)).by(limit.word());
  }
}
