package nl.sluis.standin;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Server-to-Server OAuth: an app of one account, and the tokens that it has.
 *
 * @see <a href="https://developers.zoom.us/docs/internal-apps/s2s-oauth/">Zoom, Server-to-Server OAuth</a>
 */
public final class StandInTokens {
  private static final Duration LIFE = Duration.ofHours(1);
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final Map<String, Instant> ends = new HashMap<>();
  private final Set<String> scopes = new TreeSet<>();
  private boolean oneAtATime;
  private int made;

  StandInTokens(Clock clock) {
    this.clock = clock;
    Arrays.stream(Operation.values()).map(Operation::scope).filter(scope -> !scope.isEmpty()).forEach(scopes::add);
  }

  /** Whether a new token ends the former ones. Zoom's pages deny it, and its customers report it. */
  public synchronized void oneAtATime(boolean only) {
    oneAtATime = only;
  }

  /** Takes the scope from the app. Tokens that were made before lose it too. */
  public synchronized void withdraw(String scope) {
    scopes.remove(scope);
  }

  public synchronized void grant(String scope) {
    scopes.add(scope);
  }

  /** No token that was made is good any more. */
  public synchronized void endAll() {
    ends.clear();
  }

  /** @return how many were made */
  public synchronized int made() {
    return made;
  }

  synchronized Reply make(String authorization, Map<String, String> form) {
    var login = Base64.getEncoder()
        .encodeToString((ZoomStandIn.CLIENT_ID + ":" + ZoomStandIn.CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    if (!authorization.equals("Basic " + login)) {
      return refused("Invalid client_id or client_secret", "invalid_client");
    }
    if (!"account_credentials".equals(form.get("grant_type"))) {
      return refused("unsupported grant type", "unsupported_grant_type");
    }
    if (!ZoomStandIn.ACCOUNT_ID.equals(form.get("account_id"))) {
      return refused("Bad Request", "invalid_request");
    }
    if (oneAtATime) {
      ends.clear();
    }
    var bytes = new byte[48];
    random.nextBytes(bytes);
    var token = "standin." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ends.put(token, clock.instant().plus(LIFE));
    made++;
    return Reply.json(200, Json.object().put("access_token", token).put("token_type", "bearer").put("expires_in", LIFE.toSeconds())
        .put("scope", String.join(" ", scopes)).put("api_url", "https://api.zoom.us"));
  }

  private static Reply refused(String reason, String error) {
    return Reply.json(400, Json.object().put("reason", reason).put("error", error));
  }

  /** @return why it may not be done; null if it may */
  synchronized Reply refusal(String authorization, Operation operation) {
    var token = authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
    var end = ends.get(token);
    if (end == null) {
      return Reply.error(401, 124, "Invalid access token.");
    }
    if (!clock.instant().isBefore(end)) {
      return Reply.error(401, 124, "Access token is expired.");
    }
    if (!scopes.contains(operation.scope())) {
      return Reply.error(400, 4711, "Invalid access token, does not contain scopes:[" + operation.scope() + "].");
    }
    return null;
  }
}
