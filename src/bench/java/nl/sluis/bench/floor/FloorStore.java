package nl.sluis.bench.floor;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import javax.sql.DataSource;

/** One table with a primary key. Every change is on disk when its method returns. */
final class FloorStore {
  private static final int ID_BYTES = 16;
  private final DataSource pool;
  private final SharedForce force;
  private final SecureRandom random = new SecureRandom();

  /** @param force null where the database forces each commit itself */
  FloorStore(DataSource pool, SharedForce force) throws SQLException {
    this.pool = pool;
    this.force = force;
    execute("CREATE TABLE IF NOT EXISTS item (id VARCHAR(22) PRIMARY KEY, body BYTEA NOT NULL, changes INTEGER NOT NULL DEFAULT 0)");
  }

  /** @return the id of the row */
  String insert(byte[] body) throws SQLException {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    execute("INSERT INTO item (id, body) VALUES (?, ?)", id, body);
    return id;
  }

  /** So many times in one transaction. */
  void update(String id, int times) throws SQLException {
    try (var connection = pool.getConnection();
        var statement = connection.prepareStatement("UPDATE item SET changes = changes + 1 WHERE id = ?")) {
      connection.setAutoCommit(false);
      for (var i = 0; i < times; i++) {
        statement.setString(1, id);
        statement.executeUpdate();
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
    onDisk();
  }

  void delete(String id) throws SQLException {
    execute("DELETE FROM item WHERE id = ?", id);
  }

  /** @return how many bytes the row has; 0 if there is none */
  int read(String id) throws SQLException {
    try (var connection = pool.getConnection(); var statement = connection.prepareStatement("SELECT body FROM item WHERE id = ?")) {
      statement.setString(1, id);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getBytes(1).length : 0;
      }
    }
  }

  private void execute(String sql, Object... values) throws SQLException {
    try (var connection = pool.getConnection(); var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
    onDisk();
  }

  private void onDisk() throws SQLException {
    if (force != null) {
      force.force();
    }
  }
}
