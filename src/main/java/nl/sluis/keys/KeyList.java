package nl.sluis.keys;

import static java.util.Objects.requireNonNullElse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.sluis.database.Columns;
import org.jdbi.v3.core.Handle;

/** Lists all keys for the operator: state, age and number of rows. */
public final class KeyList {
  private static final int DESTROYED_SHOWN = 50;

  private final KeyLedger ledger;
  private final List<SealedTable> tables;

  public KeyList(KeyLedger ledger, List<SealedTable> tables) {
    this.ledger = ledger;
    this.tables = List.copyOf(tables);
  }

  /** @return newest first; of the destroyed ones the latest 50 */
  public List<KeyView> read() {
    return ledger.transactions().read(handle -> {
      var rows = rows(handle);
      var now = ledger.now(handle);
      return handle.createQuery("""
          SELECT id, family, state, created_at, retired_at, destroyed_at FROM (
            SELECT id, family, state, created_at, retired_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS destroyed_at
            FROM sealing_key
            UNION ALL
            SELECT id, family, state, created_at, retired_at, destroyed_at FROM (
              SELECT id, family, 'destroyed' AS state, created_at, retired_at, destroyed_at FROM destroyed_key
              ORDER BY destroyed_at DESC, id LIMIT :shown) latest) every
          ORDER BY created_at DESC, id
          """).bind("shown", DESTROYED_SHOWN).map((row, context) -> entry(row, now, rows)).list();
    });
  }

  private static KeyView entry(ResultSet row, Instant now, Map<String, Long> rows) throws SQLException {
    var createdAt = Columns.instant(row, "created_at");
    var destroyedAt = Columns.instant(row, "destroyed_at");
    return new KeyView(
        row.getString("id"), KeyFamily.of(row.getString("family")), KeyState.of(row.getString("state")),
        createdAt, Columns.instant(row, "retired_at"), destroyedAt,
        Duration.between(createdAt, requireNonNullElse(destroyedAt, now)).toSeconds(),
        rows.getOrDefault(row.getString("id"), 0L));
  }

  private Map<String, Long> rows(Handle handle) {
    var rows = new HashMap<String, Long>();
    for (var table : tables) {
      handle.createQuery(String.format(Locale.ROOT, "SELECT key_id, COUNT(*) AS n FROM %s WHERE key_id IS NOT NULL GROUP BY key_id",
          table.table()))
          .map((row, context) -> Map.entry(row.getString("key_id"), row.getLong("n")))
          .forEach(count -> rows.merge(count.getKey(), count.getValue(), Long::sum));
    }
    return rows;
  }
}
