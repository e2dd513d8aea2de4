package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/** However many rows lie under a key, each batch of a rotation reads its own from an index, and stops there. */
class RotationPlanTest {
  private static final SealedTable INVITATIONS = new SealedTable(KeyFamily.STORE, "invitation", "id", "number", List.of("contact", "share", "seal"));
  private static final int ROWS = 20_000;
  private static final int BATCH = 200;
  private final AtomicReference<String> statement = new AtomicReference<>();

  @Test
  void onH2() {
    var source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:rotation-plan;DB_CLOSE_DELAY=-1");
    migrate(source);
    var jdbi = filled(Jdbi.create(source), "SYSTEM_RANGE(1, " + ROWS + ")", "STRINGTOUTF8('x' || x)");
    for (var after : new Long[] {null, 5_000L}) {
      var plan = plan(jdbi, "EXPLAIN ANALYZE ", after);
      assertThat(plan).contains("invitation_key_number", "index sorted").containsPattern("scancount: 20[01] ");
    }
  }

  @Test
  void onPostgres() throws Exception {
    try (var postgres = EmbeddedPostgres.start()) {
      migrate(postgres.getPostgresDatabase());
      var jdbi = filled(Jdbi.create(postgres.getPostgresDatabase()), "generate_series(1, " + ROWS + ") g(x)", "convert_to('x' || x, 'UTF8')");
      for (var after : new Long[] {null, 5_000L}) {
        assertThat(plan(jdbi, "EXPLAIN ", after)).contains("index scan using").doesNotContain("sort", "seq scan");
      }
    }
  }

  private static void migrate(javax.sql.DataSource source) {
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
  }

  private static Jdbi filled(Jdbi jdbi, String numbers, String bytes) {
    jdbi.useTransaction(handle -> handle.createScript("""
        INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('k', 'store', 'active', 'store', CURRENT_TIMESTAMP);
        INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c', 'c', %1$s, 'k', CURRENT_TIMESTAMP FROM %2$s WHERE x = 1;
        INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, expires_at, key_id, contact, share, seal)
          SELECT 'i' || x, 'c', %1$s, %1$s, 'sealed-at-intake', 'mailed', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP + INTERVAL '7' DAY, 'k', %1$s, %1$s, %1$s
          FROM %2$s;
        """.formatted(bytes, numbers)).execute());
    jdbi.useHandle(handle -> handle.execute("ANALYZE"));
    return jdbi;
  }

  /** @return of the very statement that reads a batch, in lower case */
  private String plan(Jdbi jdbi, String explain, Long after) {
    return jdbi.withHandle(handle -> {
      handle.getConfig(SqlStatements.class).setUnusedBindingAllowed(true).setSqlLogger(new SqlLogger() {
        @Override
        public void logAfterExecution(StatementContext context) {
          statement.set(context.getRenderedSql());
        }

        @Override
        public void logException(StatementContext context, SQLException exception) {}
      });
      assertThat(new SealedRows(INVITATIONS).read(handle, "k", after)).hasSize(BATCH);
      return handle.createQuery(explain + statement.get()).bind("key", "k").bind("after", after).mapTo(String.class).stream()
          .collect(Collectors.joining("\n")).toLowerCase(Locale.ROOT);
    });
  }
}
