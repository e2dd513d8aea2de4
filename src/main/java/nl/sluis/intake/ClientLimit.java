package nl.sluis.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.sluis.limit.Blocks;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.limit.Use;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * Limits how many invitations a client posts in an hour, so that one client does not harm the others. They are counted before they are sealed
 * and not in the transaction that stores them, so that posts of one client do not wait for each other.
 */
public final class ClientLimit {
  private static final Limit LIMIT = Limit.INVITATIONS_PER_CLIENT;
  private final Database database;
  private final RateLimiter limiter;
  private final Blocks blocks;
  /** By the ids of clients: what the database said last, with what is left of this gateway's blocks in it. */
  private final Map<String, Counts> counts = new ConcurrentHashMap<>();

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
    counts.computeIfPresent(client.id(), (id, known) -> known.window.equals(LIMIT.window().name(taken))
        ? new Counts(known.window, known.used - size.invitations())
        : known);
  }

  /** @return 429, until the next hour */
  ProblemException refusal(Instant now) {
    return ProblemException.retryAfter(Problem.TOO_SOON, pause(now)).by(LIMIT.word());
  }

  /** @return how many invitations a client may post in a {@link #window} */
  int most() {
    return limiter.most(LIMIT);
  }

  Duration window() {
    return LIMIT.window().length();
  }

  /** @return until all of them are left again */
  Duration pause(Instant now) {
    return RateLimiter.pause(LIMIT, now);
  }

  /**
   * How many invitations this gateway may still take from a client in this hour. It is what the database said when it was asked last, so
   * of what other gateways took since it has nothing. The database is only asked if this hour it was not yet.
   */
  int left(Client client, Instant now) {
    var window = LIMIT.window().name(now);
    var known = counts.get(client.id());
    if (known == null || !known.window.equals(window)) {
      known = new Counts(window, database.read(tx -> used(tx, client, now)));
      counts.put(client.id(), known);
    }
    return Math.max(0, most() - known.used + blocks.left(client.id(), window).many());
  }

  private Use count(Client client, Use wanted, Use needed, Instant now) {
    var counted = database.count(tx -> {
      var taken = limiter.take(tx.handle(), LIMIT, client.id(), wanted, needed, now);
      return Map.entry(taken, used(tx, client, now));
    });
    counts.put(client.id(), new Counts(LIMIT.window().name(now), counted.getValue()));
    return counted.getKey();
  }

  private int used(Tx tx, Client client, Instant now) {
    return limiter.used(tx.handle(), LIMIT, client.id(), now);
  }

  /** @param used invitations of this window that all gateways counted */
  private record Counts(String window, int used) {}
}
