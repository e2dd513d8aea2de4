package nl.sluis.store;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.db.ManagedDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Creates and upgrades the tables for this version. */
public final class Migrations {
  private Migrations() {}

  /**
   * Before requests are served: over connections that wait, for on a large table a migration takes longer than any request may.
   *
   * @param pool of the requests; an H2 database is there as long as somebody is connected, so its own is used
   */
  public static void run(DatabaseConfiguration configuration, DataSource pool) {
    if (configuration.embedded()) {
      run(pool);
      return;
    }
    var patient = configuration.patientDataSource().build(new MetricRegistry(), "migration");
    try {
      run(patient);
    } finally {
      close(patient);
    }
  }

  /** @param patient connections on which a statement may take long */
  public static void run(DataSource patient) {
    Flyway.configure().dataSource(patient).locations("classpath:db/migration").load().migrate();
  }

  private static void close(ManagedDataSource source) {
    try {
      source.stop();
    } catch (Exception e) {
      throw new IllegalStateException("connections did not close", e);
    }
  }
}
