package nl.sluis;

import io.dropwizard.db.ManagedDataSource;
import java.sql.SQLException;
import java.time.Duration;
import nl.sluis.files.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at the start for a database that is away: it may be starting too, after the same power cut. */
final class DatabasePatience {
  private static final Logger LOG = LoggerFactory.getLogger(DatabasePatience.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private DatabasePatience() {}

  /**
   * Returns when the database answers, or when its answer is not one that passes; who connects next says why.
   *
   * @param embedded true for H2, which nobody starts but us
   */
  static void await(ManagedDataSource source, boolean embedded, Duration patience) {
    var until = System.nanoTime() + patience.toNanos();
    var told = false;
    while (!embedded && System.nanoTime() < until) {
      try (var connection = source.getConnection()) {
        connection.isValid(1);
        return;
      } catch (SQLException e) {
        var refusal = DatabaseRefusal.of(e);
        if (refusal.isEmpty() || refusal.get().status() != Refusal.PASSES) {
          return;
        }
        if (!told) {
          LOG.warn("{}. The start waits for it, {} seconds at most", refusal.get().faults().get(0), patience.toSeconds());
          told = true;
        }
        Pause.of(BETWEEN_TRIES);
      }
    }
  }
}
