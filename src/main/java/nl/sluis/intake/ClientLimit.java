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

  /** Refuses what there is no room for, before anything is sealed; a read only. @return the moment of the post */
  Instant begin(Tx tx, Client client, PostSize size) {
    if (!limiter.hasRoom(tx.handle(), Limit.INVITATIONS_PER_CLIENT, client.id(), size.use(), tx.now())) {
      throw tooSoon(tx);
    }
    return tx.now();
  }

  /** Counts. From here to the commit, other posts of this client wait. @return when it was counted */
  Instant take(Tx tx, Client client, PostSize size) {
    if (!limiter.take(tx.handle(), Limit.INVITATIONS_PER_CLIENT, client.id(), size.use(), tx.now())) {
      throw tooSoon(tx);
    }
    return tx.now();
  }

  /** @param taken the moment that {@link #take} gave */
  void giveBack(Tx tx, Client client, PostSize size, Instant taken) {
    limiter.giveBack(tx.handle(), Limit.INVITATIONS_PER_CLIENT, client.id(), size.use(), taken);
  }

  private static ProblemException tooSoon(Tx tx) {
    return ProblemException.retryAfter(Problem.TOO_SOON, RateLimiter.pause(Limit.INVITATIONS_PER_CLIENT, tx.now()));
  }
}
