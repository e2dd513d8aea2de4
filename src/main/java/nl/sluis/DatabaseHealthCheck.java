package nl.sluis;

import com.codahale.metrics.health.HealthCheck;
import java.sql.SQLException;
import nl.sluis.database.SqlStates;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Healthy while the database answers; else it says in our words why not, because those of a driver may have the URL in them. */
final class DatabaseHealthCheck extends HealthCheck {
  private static final String CLOSED = "H2 has closed its file, because the disk was full, or failed: make room, then restart the gateway. "
      + "Nothing that was answered is lost";
  private final Jdbi jdbi;

  DatabaseHealthCheck(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  protected Result check() {
    try {
      jdbi.useHandle(handle -> handle.execute("SELECT 1"));
      return Result.healthy();
    } catch (JdbiException e) {
      return Result.unhealthy(words(e));
    }
  }

  private static String words(Throwable thrown) {
    if (SqlStates.CLOSED.isCauseOf(thrown)) {
      return CLOSED;
    }
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return DatabaseRefusal.of(sql).map(refusal -> refusal.faults().get(0))
            .orElse("The database of database.url (SLUIS_DATABASE_URL) fails with SQLSTATE " + sql.getSQLState());
      }
    }
    return "The database of database.url (SLUIS_DATABASE_URL) fails: see the log";
  }
}
