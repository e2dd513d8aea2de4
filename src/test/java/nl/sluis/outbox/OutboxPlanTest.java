package nl.sluis.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.sluis.database.Daos;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many mails wait, a courier reads a handful of rows in their order from an index: twenty thousand in back-off, as many untried. */
class OutboxPlanTest {
  private static final List<String> OF_A_FEW = List.of("claimable", "claim", "erase");
  private static final String MAILS = """
      INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('k', 'outbox', 'active', 'outbox', CURRENT_TIMESTAMP);
      INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c', 'c', $bytes('x'), 'k', CURRENT_TIMESTAMP FROM $rows(1);
      INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, expires_at)
        SELECT 'i' || x, 'c', $bytes('x' || x), $bytes('x' || x), 'sealed-at-intake', 'queued', CURRENT_TIMESTAMP,
          CURRENT_TIMESTAMP + INTERVAL '7' DAY FROM $rows(40000);
      INSERT INTO outbox (id, invitation_number, kind, payload, key_id, attempts, tried, due_at, expires_at)
        SELECT 'o' || x, (SELECT number FROM invitation WHERE id = 'i' || x), 'invitation', $bytes('x' || x), 'k', MOD(x, 2), MOD(x, 2) = 1, CURRENT_TIMESTAMP + INTERVAL '5' MINUTE,
          CURRENT_TIMESTAMP + INTERVAL '7' DAY FROM $rows(40000);
      """;

  @Test
  void onH2() {
    try (var plans = Plans.onH2().filled(MAILS)) {
      assertThat(plan(plans, "untried")).contains("outbox_turn", "index sorted").doesNotContain("tablescan");
      assertThat(plan(plans, "again")).contains("outbox_turn", "index sorted").doesNotContain("tablescan");
      assertThat(plan(plans, "flush")).contains("outbox_turn").doesNotContain("tablescan");
      for (var method : OF_A_FEW) {
        assertThat(plan(plans, method)).as(method).contains("primary_key").doesNotContain("tablescan");
      }
      assertReadsAreQuick(plans);
    }
  }

  @Test
  @Tag("slow")
  void onPostgres() {
    try (var plans = Plans.onPostgres().filled(MAILS)) {
      assertThat(plan(plans, "untried")).contains("outbox_turn").doesNotContain("sort", "seq scan");
      assertThat(plan(plans, "again")).contains("outbox_turn").doesNotContain("sort", "seq scan");
      assertThat(plan(plans, "flush")).contains("using outbox_turn");
      for (var method : OF_A_FEW) {
        assertThat(plan(plans, method)).as(method).contains("outbox_pkey").doesNotContain("seq scan");
      }
      assertReadsAreQuick(plans);
    }
  }

  private static String plan(Plans plans, String method) {
    return plans.of(OutboxDao.class, method,
        Map.of("now", Instant.now(), "limit", 8, "batch", 500, "numbers", new Long[] {1L, 3L}, "lease", "l", "until", Instant.now()));
  }

  private static void assertReadsAreQuick(Plans plans) {
    var begun = System.nanoTime();
    for (var i = 0; i < 200; i++) {
      plans.jdbi().useHandle(handle -> {
        var dao = Daos.attach(handle, OutboxDao.class);
        assertThat(dao.untried(Instant.now(), 8)).hasSize(8);
        assertThat(dao.again(Instant.now(), 8)).isEmpty();
      });
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("200 times").isLessThan(Duration.ofSeconds(30));
  }
}
