package nl.sluis.bench.floor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** Forces what was committed to H2's file. Whoever waits while another forces is served by the next force, together with all that wait. */
final class SharedForce {
  private final Connection connection;
  private final AtomicLong asked = new AtomicLong();
  private long forced;

  /** @param connection for this alone */
  SharedForce(Connection connection) {
    this.connection = connection;
  }

  /** Returns when every commit before this call is on disk. */
  void force() throws SQLException {
    var mine = asked.incrementAndGet();
    synchronized (this) {
      if (forced >= mine) {
        return;
      }
      var all = asked.get();
      try (var statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
      forced = all;
    }
  }
}
