package nl.sluis.intake;

import java.util.Optional;
import java.util.regex.Pattern;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Caller;
import nl.sluis.store.Clients;

/** Knows schedulers by their client keys: {@code Authorization: Bearer <client key>} (RFC 6750 §2.1). */
public final class SchedulerAuth {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9_-]{43})");
  private final Clients clients;

  public SchedulerAuth(Clients clients) {
    this.clients = clients;
  }

  /** @throws ProblemException 401, the same for a missing, malformed, unknown, expired or revoked key */
  Caller require(String authorization) {
    var bearer = authorization == null ? null : BEARER.matcher(authorization);
    // The database is asked outside of any catch: a row that cannot be read is our failure, and not a wrong key.
    return (bearer != null && bearer.matches() ? key(bearer.group(1)) : Optional.<byte[]>empty())
        .flatMap(clients::byKey).orElseThrow(() -> new ProblemException(Problem.UNAUTHORIZED));
  }

  private static Optional<byte[]> key(String text) {
    try {
      return Optional.of(Base64Url.decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
