package nl.sluis.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.SealedTable;
import nl.sluis.store.Database;
import nl.sluis.store.RetentionDao;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.Test;

class RestoredRowsTest {
  private static final String ROWS = """
      INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('k', 'store', 'active', 'store', CURRENT_TIMESTAMP);
      INSERT INTO client (id, name, hash_key, key_id, created_at) SELECT 'c', 'c', $bytes('x'), 'k', CURRENT_TIMESTAMP FROM $rows(1);
      INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, expires_at, ended_at, key_id, contact)
        SELECT 'row' || x, 'c', $bytes('x' || x), $bytes('x'), CASE WHEN MOD(x, 2) = 0 THEN 'sealed-by-sender' ELSE 'sealed-at-intake' END,
          CASE WHEN x <= 250 THEN 'mailed' WHEN x <= 500 THEN 'queued' ELSE 'expired' END, CURRENT_TIMESTAMP - INTERVAL '2' DAY,
          CURRENT_TIMESTAMP + CASE WHEN MOD(x, 5) = 0 THEN INTERVAL '-1' HOUR ELSE INTERVAL '1' DAY END,
          CASE WHEN x <= 500 THEN NULL ELSE CURRENT_TIMESTAMP END, 'k', $bytes('x') FROM $rows(510);
      """;

  private static final String UNDER_A_LOST_KEY = """
      INSERT INTO sealing_key (id, family, state, active_family, created_at) VALUES ('lost', 'store', 'retired', NULL, CURRENT_TIMESTAMP);
      UPDATE invitation SET key_id = 'lost' WHERE number > 400;
      INSERT INTO code (invitation_id, reference, hash, hash_key, key_id, expires_at)
        SELECT id, 'AB', $bytes('x'), $bytes('x'), 'lost', expires_at FROM invitation WHERE number > 500;
      INSERT INTO outbox (id, invitation_number, kind, payload, key_id, due_at, expires_at)
        SELECT id, number, 'locked', $bytes('x'), 'lost', expires_at, expires_at FROM invitation WHERE number > 500;
      INSERT INTO day_key (id, hash_key, key_id) SELECT '2027-01-12', $bytes('x'), 'lost' FROM $rows(1);
      INSERT INTO bounce_key (id, hash_key, drawn_at, key_id) SELECT 'bounces', $bytes('x'), CURRENT_TIMESTAMP, 'lost' FROM $rows(1);
      INSERT INTO ledger_key (id, turn, hash_key, key_id) SELECT 'l', '2027', $bytes('x'), 'lost' FROM $rows(1);
      INSERT INTO conference_key (id, hash_key, key_id) SELECT 'conferences', $bytes('x'), 'lost' FROM $rows(1);
      INSERT INTO conference (id, client_id, meeting_hash, sequence, state, intended_at, starts_at, ends_at, host_hash, reference, key_id)
        SELECT 'm' || x, 'c', $bytes('x'), 0, 'held', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, $bytes('x'), $bytes('x'), 'lost'
        FROM $rows(510);
      INSERT INTO meeting (id, client_id, sequence, created_at, changed_at, seal, key_id)
        SELECT 'm' || x, 'c', 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, $bytes('x'), 'lost' FROM $rows(510);
      INSERT INTO test_message (id, client_id, sent_at, message, key_id)
        SELECT 'm' || x, 'c', CURRENT_TIMESTAMP, $bytes('x'), 'lost' FROM $rows(510);
      INSERT INTO webhook (id, client_id, slot, address, secret, created_at, key_id)
        SELECT 'w' || x, 'c', x, $bytes('x'), $bytes('x'), CURRENT_TIMESTAMP, 'lost' FROM $rows(5);
      INSERT INTO scheduler_ref (invitation_id, ref, key_id) SELECT id, $bytes('x'), 'lost' FROM invitation WHERE number > 400;
      """;

  /** While the database was away some expired: the restored one cannot tell whether somebody had opened them before. */
  @Test
  void whatExpiredAndWasNotSweptYetIsEndedAndMarkedToo() {
    try (var plans = Plans.onH2().filled(ROWS)) {
      var database = new Database(new DurableTransactions(plans.jdbi(), false), new DatabaseClock(), null, null);
      var said = new ArrayList<String>();

      new RestoredRows(database, null, new AuditLog(), new SecureRandom(), said::add).end(List.of());

      assertThat(said.get(0)).startsWith("500 live invitations were ended");
      database.write(tx -> {
        var dao = tx.dao(RetentionDao.class);
        return dao.expire(dao.lapsed(tx.now(), 500).stream().map(RetentionDao.Lapsed::id).toList(), tx.now());
      });
      List<String> states = plans.jdbi().withHandle(handle -> handle.createQuery(
          "SELECT state || ' ' || COALESCE(attention, '-') || ' ' || COUNT(*) FROM invitation GROUP BY state, attention")
          .mapTo(String.class).list());
      assertThat(states).containsExactlyInAnyOrder("revoked restored 500", "expired - 10");
    }
  }

  @Test
  void noRowOfAnyTableIsLeftUnderAKeyThatIsLost() {
    try (var plans = Plans.onH2().filled(ROWS + UNDER_A_LOST_KEY)) {
      var database = new Database(new DurableTransactions(plans.jdbi(), false), new DatabaseClock(), null, null);
      // Its hash key is drawn again, for which a keyring is needed: the drill does that.
      var tables = SealedColumn.tables().stream().map(SealedTable::table).filter(table -> !table.equals("client")).toList();
      assertThat(tables).allSatisfy(table -> assertThat(underTheLostKey(plans, table)).as(table).isPositive());

      new RestoredRows(database, null, new AuditLog(), new SecureRandom(), said -> {}).end(List.of("lost"));

      assertThat(tables).allSatisfy(table -> assertThat(underTheLostKey(plans, table)).as(table).isZero());
    }
  }

  private static long underTheLostKey(Plans plans, String table) {
    return plans.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table + " WHERE key_id = 'lost'")
        .mapTo(Long.class).one());
  }
}
