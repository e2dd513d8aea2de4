package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.database.Columns;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Duration SOON = Duration.ofMillis(10);

  @Test
  void noFailureEndsTheSweeping() throws Exception {
    var url = "jdbc:h2:mem:retention;DB_CLOSE_DELAY=-1";
    Flyway.configure().dataSource(url, "sa", "").locations("classpath:db/migration").load().migrate();
    var jdbi = Columns.configure(Jdbi.create(url, "sa", ""));
    jdbi.useHandle(handle -> handle.execute("INSERT INTO limit_use (subject, time_window, used) VALUES ('number:x', '2020-01-01', 1)"));
    var readings = new AtomicInteger();
    var clock = new DatabaseClock(() -> {
      switch (readings.incrementAndGet()) {
        case 1 -> throw new OutOfMemoryError("once");
        case 2 -> throw new IllegalStateException("once");
        default -> {
          return Duration.ZERO;
        }
      }
    });
    var retention = new Retention(new Database(new DurableTransactions(jdbi, false), clock, null, null), new Contacts(null, null),
        Duration.ofDays(30), SOON,
        SOON);
    retention.start();
    try {
      await()
          .until(() -> jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM limit_use").mapTo(Integer.class).one()) == 0);
      assertThat(readings.get()).isGreaterThan(2);
    } finally {
      retention.stop();
    }
  }
}
