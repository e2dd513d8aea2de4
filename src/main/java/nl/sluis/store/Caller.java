package nl.sluis.store;

import java.time.Instant;
import java.util.Set;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/**
 * Who calls: a client, by one of its keys.
 *
 * @param scopes    what this key may do
 * @param expiresAt from when on this key is not valid; null if it never expires
 * @param usedOn    the day of its last use that the database has, as {@code 2027-01-12}; null before
 */
public record Caller(Client client, Set<Scope> scopes, Instant expiresAt, String usedOn) {
  /** @throws ProblemException 403 if this key has not the scope */
  public void require(Scope scope) {
    if (!scopes.contains(scope)) {
      throw new ProblemException(Problem.SCOPE_MISSING, "this client key has not the scope " + scope.word()).with("scope", scope.word());
    }
  }

  boolean isValidAt(Instant now) {
    return expiresAt == null || expiresAt.isAfter(now);
  }
}
