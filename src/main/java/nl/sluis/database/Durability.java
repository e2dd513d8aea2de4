package nl.sluis.database;

import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;

/**
 * Forces what was committed to disk. H2 does not do that at a commit, whatever its URL says; PostgreSQL does.
 *
 * <p>Whoever waits while another forces is served by the next force together with all that wait.
 */
final class Durability {
  private final Jdbi jdbi;
  private final AtomicLong asked = new AtomicLong();
  private long forced;

  Durability(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns when every commit before this call is on disk. */
  void force() {
    var mine = asked.incrementAndGet();
    synchronized (this) {
      if (forced >= mine) {
        return;
      }
      var all = asked.get();
      jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
      forced = all;
    }
  }
}
