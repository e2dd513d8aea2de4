package nl.sluis.database;

import java.sql.SQLTransientException;
import java.time.Duration;
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

  /** A collision, or H2's lock timeout. */
  public static boolean passes(Throwable failure) {
    return SqlStates.anyCause(failure, e -> e instanceof SQLTransientException || SqlStates.COLLISION.matches(e));
  }
}
