package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import java.util.concurrent.CompletableFuture;
import nl.sluis.testing.Postgres;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a real PostgreSQL makes of the parameters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class PostgresParametersTest {
  private Postgres postgres;

  @BeforeAll
  void start() {
    postgres = Postgres.start();
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @Test
  void aRequestsConnectionIsEndedByTheServerWhenItsHostVanishes() throws Exception {
    over(at("").dataSource(), jdbi -> {
      assertThat(setting(jdbi, "idle_in_transaction_session_timeout")).isEqualTo("20s");
      assertThat(setting(jdbi, "tcp_keepalives_idle")).isEqualTo("30");
    });
  }

  @Test
  void whatTheUrlSaysWinsAndTheRestStays() throws Exception {
    over(at("?options=-c%20idle_in_transaction_session_timeout=7s%20-c%20lock_timeout=9s&ApplicationName=ours").dataSource(), jdbi -> {
      assertThat(setting(jdbi, "idle_in_transaction_session_timeout")).isEqualTo("7s");
      assertThat(setting(jdbi, "lock_timeout")).isEqualTo("9s");
      assertThat(setting(jdbi, "tcp_keepalives_idle")).isEqualTo("30");
      assertThat(setting(jdbi, "application_name")).isEqualTo("ours");
    });
  }

  @Test
  void whoHoldsARowAndFallsSilentLosesItToTheNext() throws Exception {
    postgres.execute("CREATE SCHEMA other; CREATE TABLE other.held (used INTEGER); INSERT INTO other.held VALUES (0)");
    over(at("?options=-c%20idle_in_transaction_session_timeout=500ms").dataSource(), jdbi -> {
      // Never closed: it is the pool that buries it.
      var vanished = jdbi.open();
      vanished.begin();
      vanished.execute("UPDATE other.held SET used = 1");

      assertThat(jdbi.<Integer, RuntimeException>withHandle(next -> next.execute("UPDATE other.held SET used = 2 WHERE used = 0")))
          .isEqualTo(1);

      assertThatThrownBy(() -> vanished.execute("UPDATE other.held SET used = 3")).hasMessageContaining("idle-in-transaction timeout");
    });
  }

  @Test
  void aRequestsStatementIsGivenUpAndAMigrationIsNot() throws Exception {
    var impatient = at("?socketTimeout=1");
    over(impatient.dataSource(), jdbi -> assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute("SELECT pg_sleep(2)")))
        .hasMessageContaining("I/O error"));
    over(at("").patientDataSource(), jdbi -> {
      try (var holder = jdbi.open()) {
        holder.begin();
        holder.execute("CREATE TABLE sealing_key (id INTEGER)");
        var migration = CompletableFuture.runAsync(() -> Migrations.run(impatient, null));
        await().until(() -> isWaiting(holder));
        holder.execute("SELECT pg_sleep(2)");
        assertThat(migration).isNotDone();
        holder.rollback();
        migration.join();
        assertThat(version(holder)).isPositive();
      }
    });
  }

  @Test
  void aMigrationsSettingsHoldWhateverTheUrlSays() throws Exception {
    over(at("?options=-c%20idle_in_transaction_session_timeout=7s%20-c%20search_path=public&socketTimeout=1").patientDataSource(), jdbi -> {
      assertThat(setting(jdbi, "idle_in_transaction_session_timeout")).isEqualTo("0");
      assertThat(setting(jdbi, "search_path")).isEqualTo("public");
    });
  }

  private DatabaseConfiguration at(String parameters) {
    return new DatabaseConfiguration(postgres.url() + parameters, "postgres", null, null, null);
  }

  private static boolean isWaiting(Handle handle) {
    return handle.createQuery("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        .mapTo(Boolean.class).one();
  }

  private static int version(Handle handle) {
    return handle.createQuery("SELECT MAX(version::int) FROM flyway_schema_history").mapTo(Integer.class).one();
  }

  private static String setting(Jdbi jdbi, String name) {
    return jdbi.withHandle(handle -> handle.createQuery("SHOW " + name).mapTo(String.class).one());
  }

  private static void over(DataSourceFactory factory, java.util.function.Consumer<Jdbi> work) throws Exception {
    ManagedDataSource source = factory.build(new MetricRegistry(), "test");
    try {
      work.accept(Jdbi.create(source));
    } finally {
      source.stop();
    }
  }
}
