package nl.sluis.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.DataSource;

/** A PostgreSQL server of its own, on a free port. Its files are a copy: to make them anew takes longer than many a test. */
public final class Postgres implements AutoCloseable {
  private static Path made;
  private final Path folder;
  private final EmbeddedPostgres server;
  /** A new connection for each look would cost the server more than the look. */
  private final DataSource source = new DataSource();

  private Postgres(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
    source.setUrl(url());
    source.setUsername("postgres");
    source.setDriverClassName("org.postgresql.Driver");
    source.setInitialSize(0);
    source.setMinIdle(0);
    source.setJdbcInterceptors("ConnectionState");
  }

  public static Postgres start() {
    try {
      var folder = Folders.make("sluis-postgres");
      copy(made(), folder);
      return new Postgres(folder, serve(folder));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets it hold what a gateway with these settings stores. */
  public void holds(Settings settings) {
    settings.set("database.url", url()).set("database.user", "postgres");
  }

  /** Where all its files are, until it is closed. */
  public Path folder() {
    return folder;
  }

  public int port() {
    return server.getPort();
  }

  public String url() {
    return url("postgres");
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  /** Of the database {@code postgres}. */
  public DataSource source() {
    return source;
  }

  public void execute(String sql) {
    try (var connection = source().getConnection(); var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A server of tests waits for no commit unless it is told to. And this one is not to force by itself while a test looks. */
  public void forcesAtCommitsOnly() {
    execute("ALTER DATABASE postgres SET synchronous_commit = on");
    execute("ALTER SYSTEM SET wal_writer_delay = '10s'");
    execute("SELECT pg_reload_conf()");
    // The first holds for new connections.
    source.purge();
  }

  /** As the server says it: 18.6. */
  public String version() {
    try (var connection = source().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    source.close();
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Folders.delete(folder);
  }

  /** What a server makes of an empty folder: once for this process. */
  private static synchronized Path made() {
    if (made == null) {
      try {
        var folder = Folders.make("sluis-postgres-made");
        serve(folder).close();
        made = folder;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return made;
  }

  private static EmbeddedPostgres serve(Path folder) {
    try {
      return EmbeddedPostgres.builder().setPort(Ports.next()).setDataDirectory(folder).setCleanDataDirectory(false).start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var each : (Iterable<Path>) all.skip(1)::iterator) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }
}
