package nl.sluis.problem;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import nl.sluis.database.SqlStates;

/** Tells failures that end when the database is back, or less busy, from those that would happen again. */
public final class Outage {
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
        || SqlStates.OUTAGE.matches(thrown);
  }
}
