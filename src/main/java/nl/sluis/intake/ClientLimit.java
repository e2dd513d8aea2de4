package nl.sluis.intake;

import java.time.Instant;
import nl.sluis.limit.Blocks;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.limit.Use;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Database;

/**
 * Limits how many invitations a client posts in an hour, so that one client does not harm the others. They are counted before they are sealed
 * and not in the transaction that stores them, so that posts of one client do not wait for each other.
 */
public final class ClientLimit {
  private static final Limit LIMIT = Limit.INVITATIONS_PER_CLIENT;
  private final Database database;
  private final RateLimiter limiter;
  private final Blocks blocks;

  public ClientLimit(Database database, RateLimiter limiter) {
    this.database = database;
    this.limiter = limiter;
    this.blocks = new Blocks(limiter.block(LIMIT));
  }

  /**
   * Counts a post, mostly in memory.
   *
   * @param now the moment of the post: of that hour it is counted
   * @return false if there is no room for it: then nothing is counted
   */
  boolean take(Client client, PostSize size, Instant now) {
    return blocks.take(client.id(), LIMIT.window().name(now), size.use(), (wanted, needed) -> count(client, wanted, needed, now));
  }

  /** @param taken the moment that {@link #take} was told */
  void giveBack(Client client, PostSize size, Instant taken) {
    database.count(tx -> {
      limiter.giveBack(tx.handle(), LIMIT, client.id(), size.use(), taken);
      return null;
    });
  }

  /** @return 429, until the next hour */
  ProblemException refusal(Instant now) {
    return ProblemException.retryAfter(Problem.TOO_SOON, RateLimiter.pause(LIMIT, now));
  }

  private Use count(Client client, Use wanted, Use needed, Instant now) {
    return database.count(tx -> limiter.take(tx.handle(), LIMIT, client.id(), wanted, needed, now));
  }
}
