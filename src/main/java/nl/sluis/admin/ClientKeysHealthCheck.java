package nl.sluis.admin;

import java.util.stream.Collectors;
import nl.sluis.problem.DatabaseAsking;
import nl.sluis.store.ClientKeys;
import nl.sluis.store.Database;

/** Unhealthy from two weeks before the last key of a client expires, until the operator makes another or revokes the client. */
public final class ClientKeysHealthCheck extends DatabaseAsking {
  private static final int MOST_NAMED = 10;
  private final Database database;

  public ClientKeysHealthCheck(Database database) {
    this.database = database;
  }

  @Override
  protected Result asked() {
    var expiring = database.read(ClientKeys::expiring);
    if (expiring.isEmpty()) {
      return Result.healthy();
    }
    var more = expiring.size() > MOST_NAMED ? ", and of " + (expiring.size() - MOST_NAMED) + " more" : "";
    return Result.unhealthy("The last client key expires soon, or has expired, of "
        + expiring.stream().limit(MOST_NAMED).map(ClientKeys.Expiring::toString).collect(Collectors.joining(", ")) + more
        + ". From then on the client gets 401. Make it another key by create-client, or revoke the client if nobody needs it.");
  }
}
