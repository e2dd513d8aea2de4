package nl.sluis.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import nl.sluis.database.Transactions;
import nl.sluis.testing.Postgres;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * A real database with our tables, and two of a test: {@code kept} is sealed by the store's keys, {@code owed} by the
 * outbox's.
 */
final class TestDatabase implements AutoCloseable {
  private static final String TABLES = """
      CREATE TABLE kept (
        id VARCHAR(22) PRIMARY KEY, key_id VARCHAR(22) REFERENCES sealing_key (id), share BYTEA, contact BYTEA);
      CREATE INDEX kept_key ON kept (key_id);
      CREATE TABLE owed (id BIGINT PRIMARY KEY, key_id VARCHAR(22) REFERENCES sealing_key (id), link BYTEA);
      CREATE INDEX owed_key ON owed (key_id);
      """;

  private static final int CONNECTIONS = 20;

  private final String url;
  private final String user;
  private final boolean h2;
  private final DataSource source;
  private final Jdbi jdbi;
  private final Transactions transactions;
  private volatile Duration shift = Duration.ZERO;

  private TestDatabase(String url, String user, boolean h2, int connections) {
    this.url = url;
    this.user = user;
    this.h2 = h2;
    source = new DataSource();
    source.setUrl(url);
    source.setUsername(user);
    source.setPassword("");
    source.setDriverClassName(h2 ? "org.h2.Driver" : "org.postgresql.Driver");
    source.setMaxActive(connections);
    source.setMaxIdle(connections);
    source.setMaxWait(60_000);
    source.setMinIdle(0);
    source.setInitialSize(0);
    jdbi = Jdbi.create(source);
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    transactions = new TestTransactions(jdbi, h2);
  }

  /** @param file made when it is not there */
  static TestDatabase h2(Path file) {
    return new TestDatabase("jdbc:h2:file:" + file.toAbsolutePath() + ";DB_CLOSE_DELAY=-1", "sa", true, CONNECTIONS);
  }

  static TestDatabase postgres(Postgres server, String name) {
    server.execute("CREATE DATABASE " + name);
    return new TestDatabase(server.url(name), "postgres", false, CONNECTIONS);
  }

  /** @return the same data, by a pool as small as can be */
  TestDatabase byOneConnection() {
    return new TestDatabase(url, user, h2, 1);
  }

  TestDatabase migrate() {
    jdbi.useHandle(handle -> handle.createScript(migration("V1__schema.sql")).execute());
    jdbi.useHandle(handle -> handle.createScript(TABLES).execute());
    return this;
  }

  private static String migration(String name) {
    try (InputStream sql = TestDatabase.class.getResourceAsStream("/db/migration/" + name)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Jdbi jdbi() {
    return jdbi;
  }

  Transactions transactions() {
    return transactions;
  }

  KeyLedger ledger() {
    return new KeyLedger(transactions, clock());
  }

  /** Lets time pass for all who ask this database. */
  void turn(Duration time) {
    shift = shift.plus(time);
  }

  private Function<Handle, Instant> clock() {
    return handle -> handle.createQuery("SELECT CURRENT_TIMESTAMP")
        .map((row, context) -> row.getObject(1, OffsetDateTime.class).toInstant()).one().plus(shift);
  }

  /** Lets go of an H2 file, for another process. */
  void shutDown() throws SQLException {
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
    close();
  }

  @Override
  public void close() {
    source.close();
  }
}
