package nl.sluis.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;

/** Two databases of one PostgreSQL that forces every commit to disk, as an operator's does. */
final class PostgresDatabases implements Databases {
  private final EmbeddedPostgres server;

  PostgresDatabases() throws IOException {
    // The library's own defaults are those of tests, which lose commits.
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").start();
    ask("CREATE DATABASE " + GATEWAY);
    ask("CREATE DATABASE " + FLOOR);
    if (!ask("SHOW fsync").equals("on") || !ask("SHOW synchronous_commit").equals("on")) {
      throw new IllegalStateException("PostgreSQL does not force commits to disk");
    }
  }

  @Override
  public String url(String name) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public long written(String name) {
    return Long.parseLong(ask("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"));
  }

  @Override
  public long pid() {
    return Long.parseLong(ask("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)").strip());
  }

  @Override
  public String version() {
    return "PostgreSQL " + ask("SHOW server_version");
  }

  private String ask(String sql) {
    try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      var row = statement.getResultSet();
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
