package nl.sluis.webhook;

import java.util.HashMap;
import java.util.Map;

/**
 * How much may be sent at once by one gateway, and to whom. Receivers that are slow, or of which nothing good is known, share a few places. So however
 * many of them hang, there is room for the others.
 */
final class Lanes {
  static final int ALL = 20;
  static final int OF_CLIENT = 2;
  static final int UNPROVEN = 4;
  static final int TESTS = 4;

  private final Map<String, Integer> ofClients = new HashMap<>();
  private final Map<Lane, Integer> ofLanes = new HashMap<>();

  /** Of which kind an attempt is. */
  enum Lane {
    /** The last attempt went well, and soon. */
    PROVEN(ALL),
    /** The last attempt failed or took long, or there was none. */
    UNPROVEN(Lanes.UNPROVEN),
    /** A client tries a webhook out, and waits. */
    TEST(TESTS);

    private final int places;

    Lane(int places) {
      this.places = places;
    }
  }

  /** @return false if there is no place now; else {@link #leave} gives it back */
  synchronized boolean enter(String clientId, Lane lane) {
    var all = ofLanes.values().stream().mapToInt(Integer::intValue).sum();
    if (all >= ALL || ofLanes.getOrDefault(lane, 0) >= lane.places || ofClients.getOrDefault(clientId, 0) >= OF_CLIENT) {
      return false;
    }
    ofLanes.merge(lane, 1, Integer::sum);
    ofClients.merge(clientId, 1, Integer::sum);
    return true;
  }

  synchronized void leave(String clientId, Lane lane) {
    ofLanes.merge(lane, -1, Integer::sum);
    ofClients.computeIfPresent(clientId, (id, many) -> many == 1 ? null : many - 1);
  }
}
