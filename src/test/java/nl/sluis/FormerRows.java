package nl.sluis;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.Settings;
import org.flywaydb.core.Flyway;

/**
 * Brings the rows of a former gateway from its H2 file into PostgreSQL, into the tables of then. A former gateway would have left the same rows
 * there, because schema, statements and seals are the same for both databases.
 */
final class FormerRows {
  private final Connection from;
  private final Connection to;

  private FormerRows(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  /** @param settings of the gateway of today: they name the H2 file, and then the database */
  static void bring(Settings settings, Postgres to) {
    var file = settings.value("database.url");
    to.holds(settings);
    try (var h2 = DriverManager.getConnection(file, "sluis", ""); var postgres = DriverManager.getConnection(to.url(), "postgres", "")) {
      new FormerRows(h2, postgres).bring(to);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void bring(Postgres database) throws SQLException {
    var version = texts("SELECT \"version\" FROM \"flyway_schema_history\" WHERE \"version\" IS NOT NULL ORDER BY \"installed_rank\" DESC");
    Flyway.configure().dataSource(database.url(), "postgres", "").locations("classpath:db/migration").target(version.get(0)).load()
        .migrate();
    // Rows may come before those that they refer to.
    execute("SET session_replication_role = replica");
    for (var table : texts("SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'")) {
      if (!table.equals("flyway_schema_history")) {
        copy(table.toLowerCase(Locale.ROOT));
      }
    }
    for (var table : texts("SELECT table_name FROM information_schema.columns WHERE is_identity = 'YES'")) {
      execute("SELECT setval(pg_get_serial_sequence('" + table.toLowerCase(Locale.ROOT)
          + "', 'number'), (SELECT COALESCE(MAX(number), 0) + 1 FROM "
          + table + "))");
    }
  }

  private void copy(String table) throws SQLException {
    try (var read = from.createStatement(); var rows = read.executeQuery("SELECT * FROM " + table)) {
      var names = new ArrayList<String>();
      for (var at = 1; at <= rows.getMetaData().getColumnCount(); at++) {
        names.add(rows.getMetaData().getColumnName(at));
      }
      var places = String.join(", ", Collections.nCopies(names.size(), "?"));
      try (var write = to.prepareStatement("INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES (" + places + ")")) {
        while (rows.next()) {
          for (var at = 1; at <= names.size(); at++) {
            write.setObject(at, rows.getObject(at));
          }
          write.executeUpdate();
        }
      }
    }
  }

  private List<String> texts(String sql) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = from.createStatement(); var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private void execute(String sql) throws SQLException {
    try (var statement = to.createStatement()) {
      statement.execute(sql);
    }
  }
}
