package nl.sluis.database;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nl.sluis.files.Pause;
import org.jdbi.v3.core.JdbiException;

/** Tells failures of the database that pass (a row is locked, two transactions collided) from those that stay. */
public final class TransientFailures {
  private static final int TRIES = 10;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private TransientFailures() {}

  /** @param transaction a whole one, so that it can be run again */
  public static <T> T retry(Supplier<T> transaction) {
    for (int tries = 1;; tries++) {
      try {
        return transaction.get();
      } catch (JdbiException e) {
        if (tries == TRIES || !passes(e)) {
          throw e;
        }
        Pause.of(BETWEEN_TRIES);
      }
    }
  }

  /**
   * Serialization failure, deadlock, lock not available (SQLSTATE class 40, PostgreSQL's 55P03), or H2's lock timeout.
   */
  public static boolean passes(Throwable failure) {
    return caused(failure,
        e -> e instanceof SQLTransientException || state(e).startsWith("40") || state(e).equals("55P03"));
  }

  /** A row refers to what was to be deleted, or a key exists twice (SQLSTATE class 23). */
  public static boolean breaksConstraint(Throwable failure) {
    return caused(failure, e -> state(e).startsWith("23"));
  }

  private static boolean caused(Throwable failure, Predicate<SQLException> test) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && test.test(e)) {
        return true;
      }
    }
    return false;
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
