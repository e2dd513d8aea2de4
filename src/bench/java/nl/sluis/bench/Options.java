package nl.sluis.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param rows    live invitations to begin with
 * @param what    which flows
 * @param seconds of warming up, in all; a round takes a tenth of it, five seconds at least
 * @param jvm     options of both services' JVMs
 */
record Options(boolean postgres, int rows, Set<String> what, int seconds, int rounds, List<String> jvm) {
  static final String USAGE = """
      Usage: bin/bench [--database h2|postgresql] [--what FLOW,FLOW…] [--rows N] [--seconds N] [--rounds N] [--jvm "OPTIONS"]
        --what     posts, batch, openings, mails, start, memory; by default the first four
        --rows     live invitations that are there before; 0
        --seconds  of warming up in all; 60. A round takes a tenth of it, at least five seconds
        --rounds   3
        --jvm      options of both services' JVMs; -Xmx256m""";
  private static final Set<String> FLOWS = Set.of("posts", "batch", "openings", "mails", "start", "memory");
  private static final int SHORTEST_ROUND = 5;

  /** @throws IllegalArgumentException if it is not understood */
  static Options read(String[] arguments) {
    var given = new HashMap<>(
        Map.of("--database", "h2", "--what", "posts,batch,openings,mails", "--rows", "0", "--seconds", "60", "--rounds",
            "3", "--jvm", "-Xmx256m"));
    for (var i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length || given.replace(arguments[i], arguments[i + 1]) == null) {
        throw new IllegalArgumentException(arguments[i]);
      }
    }
    var database = given.get("--database");
    require(Set.of("h2", "postgresql"), List.of(database));
    var what = Set.of(given.get("--what").split(","));
    require(FLOWS, what);
    return new Options(database.equals("postgresql"), Integer.parseInt(given.get("--rows")), what, Integer.parseInt(given.get("--seconds")),
        Integer.parseInt(given.get("--rounds")), List.of(given.get("--jvm").split(" +")));
  }

  Duration round() {
    return Duration.ofSeconds(Math.max(SHORTEST_ROUND, seconds / 10));
  }

  boolean wants(String flow) {
    return what.contains(flow);
  }

  private static void require(Set<String> known, Collection<String> values) {
    if (!known.containsAll(values)) {
      throw new IllegalArgumentException(String.join(",", values));
    }
  }
}
