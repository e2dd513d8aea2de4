package nl.sluis.link;

import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.problem.DatabaseAsking;
import nl.sluis.store.Database;

/**
 * Unhealthy while the day's text messages are used up, of a client or of all. Until midnight UTC, or until somebody acts, its invitees get no
 * code.
 */
public final class CodesHealthCheck extends DatabaseAsking {
  private static final String ACT = " Invitees get 503 until midnight UTC. code-refused in the log says for which invitations. If they are honest,"
      + " raise the limit and restart; if a client's key was stolen, revoke it.";
  private final Database database;
  private final RateLimiter limiter;

  public CodesHealthCheck(Database database, RateLimiter limiter) {
    this.database = database;
    this.limiter = limiter;
  }

  @Override
  protected Result asked() {
    return database.read(tx -> {
      if (limiter.isUsedUp(tx.handle(), Limit.CODES_IN_ALL, "", tx.now())) {
        return Result.unhealthy("The day's text messages of all clients are used up (limits.codesPerDayInAll)." + ACT);
      }
      var clients = limiter.clientsWithout(tx.handle(), Limit.CODES_PER_CLIENT, tx.now());
      return clients.isEmpty()
          ? Result.healthy()
          : Result.unhealthy("The day's text messages are used up (limits.codesPerDay) of " + String.join(", ", clients) + "." + ACT);
    });
  }
}
