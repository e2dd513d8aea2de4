package nl.sluis.intake;

import java.time.Instant;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Tx;

/** So many invitations an hour for each client, so that one that runs wild, or whose key was stolen, is not felt by all. */
public final class ClientLimit {
  private final RateLimiter limiter;

  public ClientLimit(RateLimiter limiter) {
    this.limiter = limiter;
  }

  /** Refuses early, before anything is sealed. @return the moment of the post */
  Instant begin(Tx tx, Client client) {
    if (limiter.isUsedUp(tx.handle(), Limit.INVITATIONS_PER_CLIENT, client.id(), tx.now())) {
      throw tooSoon(tx);
    }
    return tx.now();
  }

  /** To be called last: from here to the commit, other posts of this client wait. */
  void take(Tx tx, Client client, int invitations) {
    if (!limiter.take(tx.handle(), Limit.INVITATIONS_PER_CLIENT, client.id(), invitations, tx.now())) {
      throw tooSoon(tx);
    }
  }

  private static ProblemException tooSoon(Tx tx) {
    return ProblemException.retryAfter(Problem.TOO_SOON, RateLimiter.pause(Limit.INVITATIONS_PER_CLIENT, tx.now()));
  }
}
