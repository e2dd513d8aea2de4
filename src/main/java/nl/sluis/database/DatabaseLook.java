package nl.sluis.database;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.db.ManagedDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Looks at the database before a start, and changes nothing in it: no table is made, and no file. */
public final class DatabaseLook implements AutoCloseable {
  private static final int OLDEST_POSTGRES = 150_000;
  private final ManagedDataSource source;
  private final DurableTransactions transactions;
  private final boolean embedded;

  private DatabaseLook(ManagedDataSource source, boolean embedded) {
    this.source = source;
    // Nothing is written, so that nothing is to be forced.
    this.transactions = new DurableTransactions(Columns.configure(Jdbi.create(source)), false);
    this.embedded = embedded;
  }

  /**
   * @return empty if it is an H2 file that is not there yet, so that a first start makes it
   * @throws JdbiException if it cannot be reached
   */
  public static Optional<DatabaseLook> at(DatabaseConfiguration configuration) {
    var look = new DatabaseLook(configuration.lookingDataSource().build(new MetricRegistry(), "look"), configuration.embedded());
    try {
      look.transactions.read(handle -> handle.execute("SELECT 1"));
      return Optional.of(look);
    } catch (JdbiException e) {
      look.close();
      if (configuration.embedded() && SqlStates.NOT_THERE.isCauseOf(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** For who reads in it. */
  public DurableTransactions transactions() {
    return transactions;
  }

  /** @return as {@code PostgreSQL 18.6} */
  public String product() {
    return transactions.read(handle -> {
      try {
        var about = handle.getConnection().getMetaData();
        return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion().replaceFirst(" .*", "");
      } catch (SQLException e) {
        throw new StatementFailedException("metadata", e);
      }
    });
  }

  /**
   * @return the migrations that the next start runs, as {@code V5__webhooks}
   * @throws TablesException if the tables are not those of this version or an earlier one, or may not be made
   */
  public List<String> waiting() {
    var waiting = Migrations.waiting(source);
    if (!embedded) {
      refuseOldServer();
      if (!waiting.isEmpty() && !mayMakeTables()) {
        throw new TablesException("database.user (SLUIS_DATABASE_USER) may not make tables in the database of database.url: let it own the "
            + "database");
      }
    }
    return waiting;
  }

  /** @return whether a gateway was started on it */
  public boolean has(String table) {
    return transactions.read(handle -> handle.createQuery("SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = :name")
        .bind("name", table).mapTo(Integer.class).one()) > 0;
  }

  private void refuseOldServer() {
    var version = transactions
        .read(handle -> handle.createQuery("SELECT current_setting('server_version_num')").mapTo(Integer.class).one());
    if (version < OLDEST_POSTGRES) {
      throw new TablesException("The PostgreSQL server of database.url is older than version 15: take a later one");
    }
  }

  private boolean mayMakeTables() {
    return transactions.read(handle -> handle.createQuery("SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE)")
        .mapTo(Boolean.class).one());
  }

  @Override
  public void close() {
    try {
      source.stop();
    } catch (Exception e) {
      throw new IllegalStateException("connections did not close", e);
    }
  }
}
