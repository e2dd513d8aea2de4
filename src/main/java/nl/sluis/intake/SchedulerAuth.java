package nl.sluis.intake;

import java.util.regex.Pattern;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;

/** Knows schedulers by their client keys: {@code Authorization: Bearer <client key>} (RFC 6750 §2.1). */
public final class SchedulerAuth {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9_-]{43})");
  private final Clients clients;

  public SchedulerAuth(Clients clients) {
    this.clients = clients;
  }

  /** @throws ProblemException 401, the same for a missing, malformed, unknown or revoked key */
  Client require(String authorization) {
    var bearer = authorization == null ? null : BEARER.matcher(authorization);
    if (bearer != null && bearer.matches()) {
      try {
        return clients.byKey(Base64Url.decode(bearer.group(1))).orElseThrow(() -> new ProblemException(Problem.UNAUTHORIZED));
      } catch (IllegalArgumentException e) {
        // Not a key: the same answer.
      }
    }
    throw new ProblemException(Problem.UNAUTHORIZED);
  }
}
