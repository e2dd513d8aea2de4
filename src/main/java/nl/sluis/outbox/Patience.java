package nl.sluis.outbox;

import java.time.Duration;
import java.util.function.Supplier;
import nl.sluis.files.Pause;
import org.jdbi.v3.core.JdbiException;

/** Runs a transaction again while the database is away. */
final class Patience {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private Patience() {}

  /** @throws JdbiException if it is away for longer than this */
  static <T> T retry(Duration patience, Supplier<T> transaction) {
    var until = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return transaction.get();
      } catch (JdbiException e) {
        if (System.nanoTime() - until > 0) {
          throw e;
        }
        Pause.of(BETWEEN_TRIES);
      }
    }
  }
}
