package nl.sluis.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import nl.sluis.store.Columns;
import nl.sluis.store.RetentionDao;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.Test;

/** However many mails wait, a courier reads a handful of rows in their order from an index: twenty thousand in back-off, as many untried. */
class OutboxPlanTest {
  private static final int WAITING = 40_000;

  @Test
  void onH2() {
    var source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:plans;DB_CLOSE_DELAY=-1");
    var jdbi = filled(source, "SYSTEM_RANGE(1, " + WAITING + ")", "STRINGTOUTF8");
    jdbi.useHandle(handle -> handle.execute("ANALYZE"));
    assertThat(plan(jdbi, OutboxDao.class, "untried")).contains("outbox_turn", "index sorted").doesNotContain("tablescan");
    assertThat(plan(jdbi, OutboxDao.class, "again")).contains("outbox_turn", "index sorted").doesNotContain("tablescan");
    assertThat(plan(jdbi, OutboxDao.class, "hurry")).contains("outbox_turn").doesNotContain("tablescan");
    assertThat(plan(jdbi, RetentionDao.class, "eraseMails")).contains("outbox_expires").doesNotContain("tablescan");
    assertReadsAreQuick(jdbi);
  }

  @Test
  void onPostgres() throws Exception {
    try (var postgres = EmbeddedPostgres.start()) {
      var jdbi = filled(postgres.getPostgresDatabase(), "generate_series(1, " + WAITING + ") g(x)", "convert_to");
      jdbi.useHandle(handle -> handle.execute("ANALYZE"));
      assertThat(plan(jdbi, OutboxDao.class, "untried")).contains("outbox_turn").doesNotContain("sort", "seq scan");
      assertThat(plan(jdbi, OutboxDao.class, "again")).contains("outbox_turn").doesNotContain("sort", "seq scan");
      assertThat(plan(jdbi, OutboxDao.class, "hurry")).contains("using outbox_turn");
      assertThat(plan(jdbi, RetentionDao.class, "eraseMails")).contains("using outbox_expires");
      assertReadsAreQuick(jdbi);
    }
  }

  private static void assertReadsAreQuick(Jdbi jdbi) {
    var begun = System.nanoTime();
    for (var i = 0; i < 200; i++) {
      jdbi.useExtension(OutboxDao.class, dao -> {
        assertThat(dao.untried(Instant.now(), 8)).hasSize(8);
        assertThat(dao.again(Instant.now(), 8)).isEmpty();
      });
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("200 times").isLessThan(Duration.ofSeconds(10));
  }

  private static Jdbi filled(DataSource source, String numbers, String toBytes) {
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    var jdbi = Columns.configure(Jdbi.create(source).installPlugin(new SqlObjectPlugin()));
    var bytes = toBytes + "('x' || x" + (toBytes.equals("convert_to") ? ", 'UTF8')" : ")");
    jdbi.useTransaction(handle -> handle.createScript("""
        INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('k', 'outbox', 'active', 'outbox', CURRENT_TIMESTAMP);
        INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c', 'c', %1$s, 'k', CURRENT_TIMESTAMP FROM %2$s WHERE x = 1;
        INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, expires_at)
          SELECT 'i' || x, 'c', %1$s, %1$s, 'sealed-at-intake', 'queued', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP + INTERVAL '7' DAY FROM %2$s;
        INSERT INTO outbox (id, invitation_id, kind, payload, key_id, attempts, tried, due_at, expires_at)
          SELECT 'o' || x, 'i' || x, 'invitation', %1$s, 'k', MOD(x, 2), MOD(x, 2) = 1, CURRENT_TIMESTAMP + INTERVAL '5' MINUTE,
            CURRENT_TIMESTAMP + INTERVAL '7' DAY FROM %2$s;
        """.formatted(bytes, numbers)).execute());
    return jdbi;
  }

  /** @return of the statement that the method runs, in lower case */
  private static String plan(Jdbi jdbi, Class<?> dao, String method) {
    var found = Arrays.stream(dao.getMethods()).filter(m -> m.getName().equals(method)).findFirst().orElseThrow();
    var sql = found.isAnnotationPresent(SqlQuery.class) ? found.getAnnotation(SqlQuery.class).value() : found.getAnnotation(SqlUpdate.class).value();
    jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    return jdbi.withHandle(handle -> handle.createQuery("EXPLAIN " + sql).bind("now", Instant.now()).bind("limit", 8).bind("batch", 500)
        .mapTo(String.class).stream().collect(Collectors.joining("\n"))).toLowerCase(java.util.Locale.ROOT);
  }
}
