package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicReference;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many rows lie under a key, each batch of a rotation reads its own from an index, and stops there. */
class RotationPlanTest {
  private static final SealedTable INVITATIONS = SealedColumn.Table.INVITATION.sealed();
  private static final int BATCH = SealedRows.BATCH_ROWS;
  private static final String ROWS = """
      INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('k', 'store', 'active', 'store', CURRENT_TIMESTAMP);
      INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c', 'c', $bytes('x'), 'k', CURRENT_TIMESTAMP FROM $rows(1);
      INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, expires_at, key_id, contact, share, seal)
        SELECT 'i' || x, 'c', $bytes('i' || x), $bytes('i' || x), 'sealed-at-intake', 'mailed', CURRENT_TIMESTAMP,
          CURRENT_TIMESTAMP + INTERVAL '7' DAY, 'k', $bytes('x'), $bytes('x'), $bytes('x') FROM $rows(20000);
      """;

  @Test
  void onH2() {
    try (var plans = Plans.onH2()) {
      assertReadsOneBatch(plans);
    }
  }

  @Test
  @Tag("slow")
  void onPostgres() {
    try (var plans = Plans.onPostgres()) {
      assertReadsOneBatch(plans);
    }
  }

  private static void assertReadsOneBatch(Plans plans) {
    plans.filled(ROWS);
    for (var after : new Long[] {null, 5_000L}) {
      var bound = new HashMap<String, Object>();
      bound.put("key", "k");
      bound.put("after", after);
      var plan = plans.of(statement(plans, after), bound);
      assertThat(Plans.rowsRead(plan)).as(plan).isBetween((long) BATCH, BATCH + 1L);
    }
  }

  /** @return the very statement that reads a batch */
  private static String statement(Plans plans, Long after) {
    var statement = new AtomicReference<String>();
    plans.jdbi().useHandle(handle -> {
      handle.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
        @Override
        public void logAfterExecution(StatementContext context) {
          statement.set(context.getRenderedSql());
        }

        @Override
        public void logException(StatementContext context, SQLException exception) {}
      });
      assertThat(new SealedRows(INVITATIONS).read(handle, "k", after)).hasSize(BATCH);
    });
    return statement.get();
  }
}
