package nl.sluis.problem;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells failures that end when the database is back, or less busy, from those that would happen again. */
public final class Outage {
  /**
   * SQLSTATE classes, on both databases: 08 no connection, 40 rolled back among others, 53 no room for another connection, 57P0 shut down or
   * starting up, 25006 read-only, as a standby is; and H2's own for closed or broken off.
   */
  private static final Pattern STATES = Pattern.compile("08...|40...|53...|57P0.|25006|90020|90067|90098|90121");

  private Outage() {}

  public static boolean isCauseOf(Throwable thrown) {
    return cause(thrown).isPresent();
  }

  /** @return class and SQLSTATE, without the message */
  static String name(Throwable thrown) {
    return cause(thrown).map(e -> e.getClass().getSimpleName() + " " + e.getSQLState()).orElse("");
  }

  private static Optional<SQLException> cause(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && passes(sql)) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  private static boolean passes(SQLException thrown) {
    // Tomcat's pool has no SQLSTATE for "all connections are busy".
    return thrown instanceof SQLTransientException || thrown.getClass().getSimpleName().equals("PoolExhaustedException")
        || thrown.getSQLState() != null && STATES.matcher(thrown.getSQLState()).matches();
  }
}
