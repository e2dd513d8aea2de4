package nl.sluis.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param seconds of warming up, in all; a round is a tenth of it, five seconds at least
 * @param rows    live invitations to begin with
 * @param what    which flows
 * @param jvm     options of both services' JVMs
 */
record Options(boolean postgres, int rows, Set<String> what, int seconds, int rounds, List<String> jvm) {
  private static final int SHORTEST_ROUND = 5;
  static final String USAGE = """
      Usage: bin/bench [--database h2|postgresql] [--what posts|batch|openings|mails|start|memory]... [--rows N]
                       [--seconds N (of warming up in all; 60)] [--rounds N (3)] [--jvm "OPTIONS" (of both services; -Xmx256m)]""";

  /** @throws IllegalArgumentException if it is not understood */
  static Options read(String[] arguments) {
    var options = new Options(false, 0, Set.of("posts", "batch", "openings", "mails"), 60, 3, List.of("-Xmx256m"));
    var what = new java.util.TreeSet<String>();
    for (var i = 0; i + 1 < arguments.length; i += 2) {
      var value = arguments[i + 1];
      options = switch (arguments[i]) {
        case "--database" -> options.on(oneOf(value, "h2", "postgresql").equals("postgresql"));
        case "--rows" -> options.with(Integer.parseInt(value), options.seconds, options.rounds);
        case "--seconds" -> options.with(options.rows, Integer.parseInt(value), options.rounds);
        case "--rounds" -> options.with(options.rows, options.seconds, Integer.parseInt(value));
        case "--jvm" ->
          new Options(options.postgres, options.rows, options.what, options.seconds, options.rounds, List.of(value.split(" +")));
        case "--what" -> {
          for (var flow : value.split("[|,]")) {
            what.add(oneOf(flow, "posts", "batch", "openings", "mails", "start", "memory"));
          }
          yield options;
        }
        default -> throw new IllegalArgumentException(arguments[i]);
      };
    }
    if (arguments.length % 2 != 0 || options.rounds < 1 || options.seconds < 1) {
      throw new IllegalArgumentException("a value is missing or too small");
    }
    return what.isEmpty() ? options : new Options(options.postgres, options.rows, what, options.seconds, options.rounds, options.jvm);
  }

  Duration round() {
    return Duration.ofSeconds(Math.max(SHORTEST_ROUND, seconds / 10));
  }

  boolean wants(String flow) {
    return what.contains(flow);
  }

  private Options on(boolean isPostgres) {
    return new Options(isPostgres, rows, what, seconds, rounds, jvm);
  }

  private Options with(int newRows, int newSeconds, int newRounds) {
    return new Options(postgres, newRows, what, newSeconds, newRounds, jvm);
  }

  private static String oneOf(String value, String... choices) {
    if (!List.of(choices).contains(value)) {
      throw new IllegalArgumentException(value);
    }
    return value;
  }
}
