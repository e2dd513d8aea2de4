package nl.sluis.database;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.db.ManagedDataSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Jdbi;

/** Creates and upgrades the tables for this version. */
public final class Migrations {
  private static final Set<MigrationState> LATER = Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

  private static final int NUMBERS = 65_536;

  private Migrations() {}

  /**
   * Before requests are served: over connections that wait, for on a large table a migration takes longer than any request may.
   *
   * @param pool of the requests; an H2 database is there as long as somebody is connected, so its own is used
   */
  public static void run(DatabaseConfiguration configuration, DataSource pool) {
    if (configuration.embedded()) {
      if (run(pool)) {
        reserveNumbers(Jdbi.create(pool));
      }
      return;
    }
    var patient = configuration.patientDataSource().build(new MetricRegistry(), "migration");
    try {
      run(patient);
    } finally {
      close(patient);
    }
  }

  /**
   * @param patient connections on which a statement may take long
   * @return whether anything was changed
   * @throws TablesException if they are of a later version, or a migration failed before
   */
  public static boolean run(DataSource patient) {
    var flyway = flyway(patient);
    var info = flyway.info();
    refuse(info);
    return !isAsItShouldBe(info) && flyway.migrate().migrationsExecuted > 0;
  }

  /** What Flyway would find too, if it were asked to migrate: it looks at everything once more, and takes longer than all else that a start does there. */
  private static boolean isAsItShouldBe(MigrationInfoService info) {
    return info.pending().length == 0 && Arrays.stream(info.all()).allMatch(migration -> migration.getState() == MigrationState.SUCCESS
        && migration.isChecksumMatching() && migration.isDescriptionMatching() && migration.isTypeMatching());
  }

  /**
   * Changes nothing.
   *
   * @return those that {@link #run} would run, by the names of their files
   * @throws TablesException as {@link #run}
   */
  static List<String> waiting(DataSource source) {
    var info = flyway(source).info();
    refuse(info);
    return Arrays.stream(info.pending()).map(pending -> pending.getScript().replaceFirst("\\.sql$", "")).toList();
  }

  private static Flyway flyway(DataSource source) {
    return Flyway.configure().dataSource(source).locations("classpath:db/migration").load();
  }

  /**
   * H2 commits a reservation of numbers by itself, and writes all that others have changed by then to its file, also what they have not
   * committed. By default it reserves thirty-two. Here it reserves enough for more than a hundred of the largest posts. The file keeps that, so it is
   * said where tables were made. PostgreSQL commits nothing for it, and there each connection would have numbers of its own, in no order.
   */
  private static void reserveNumbers(Jdbi h2) {
    h2.useHandle(handle -> {
      var few = handle.createQuery("""
          SELECT table_name || ' ALTER COLUMN ' || column_name FROM information_schema.columns
          WHERE table_schema = 'PUBLIC' AND is_identity = 'YES' AND identity_cache < :many
          """).bind("many", NUMBERS).mapTo(String.class).list();
      few.forEach(column -> handle.execute("ALTER TABLE " + column + " SET CACHE " + NUMBERS));
    });
  }

  /** Flyway itself goes on with tables of a later version, whose rows this one would not understand. */
  private static void refuse(MigrationInfoService info) {
    for (var migration : info.applied()) {
      if (LATER.contains(migration.getState())) {
        throw new TablesException(
            "The tables of the database are of version " + migration.getVersion() + ", which this version of Sluis does not "
                + "know: a later one was started on it. Start that one, or put the backup from before it back");
      }
      if (migration.getState().isFailed()) {
        throw new TablesException("The change of the tables to version " + migration.getVersion() + " failed at an earlier start: put the "
            + "backup from before it back");
      }
    }
  }

  private static void close(ManagedDataSource source) {
    try {
      source.stop();
    } catch (Exception e) {
      throw new IllegalStateException("connections did not close", e);
    }
  }
}
