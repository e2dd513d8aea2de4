package nl.sluis.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads the sealed rows of one table in batches, and replaces each one that nobody changed meanwhile. */
final class SealedRows {
  static final int BATCH_ROWS = 500;

  private final SealedTable table;
  private final String select;
  private final String replace;
  private final String unchanged;

  SealedRows(SealedTable table) {
    this.table = table;
    this.select = String.format(Locale.ROOT, "SELECT %s AS row_id, %s AS place, %s FROM %s WHERE key_id = :key",
        table.id(), table.order(), String.join(", ", table.columns()), table.table());
    // Under a key retired meanwhile nothing new is put, or its rows would never end.
    this.replace = String.format(Locale.ROOT, """
        UPDATE %s SET key_id = :newKey, %s
        WHERE %s = :place AND key_id = :oldKey AND %s
          AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :activeKey AND state = 'active')
        """, table.table(), each("%1$s = CAST(:new_%1$s AS BYTEA)", ", "),
        table.order(), each("%1$s IS NOT DISTINCT FROM CAST(:old_%1$s AS BYTEA)", " AND "));
    this.unchanged = String.format(Locale.ROOT, "SELECT 1 FROM %s WHERE %s = :place AND key_id = :oldKey AND %s FOR UPDATE",
        table.table(), table.order(), each("%1$s IS NOT DISTINCT FROM CAST(:old_%1$s AS BYTEA)", " AND "));
  }

  private String each(String column, String between) {
    return table.columns().stream().map(name -> String.format(Locale.ROOT, column, name)).collect(Collectors.joining(between));
  }

  /** @param after the place of the last row read, null to begin */
  List<SealedRow> read(Handle handle, String keyId, Object after) {
    // H2 takes rows from the index in their order, and stops at the limit, only where both columns of the index are in the condition and in
    // the order. So the key is in the order too, though it is the same for all, and there is a place to begin at.
    var from = after == null
        ? String.format(Locale.ROOT, " AND %1$s >= (SELECT MIN(%1$s) FROM %2$s)", table.order(), table.table())
        : String.format(Locale.ROOT, " AND %s > :after", table.order());
    var query = handle.createQuery(String.format(Locale.ROOT, "%s%s ORDER BY key_id, %s LIMIT %d", select, from, table.order(), BATCH_ROWS))
        .bind("key", keyId);
    if (after != null) {
      query.bind("after", after);
    }
    return query.map((row, context) -> {
      var values = new ArrayList<byte[]>();
      for (var column : table.columns()) {
        values.add(row.getBytes(column));
      }
      return new SealedRow(row.getObject("row_id"), row.getObject("place"), values);
    }).list();
  }

  /** @return how many rows were replaced; one that changed or was erased since it was read is left as it is */
  int replace(Handle handle, List<Replacement> replacements, String oldKey, String newKey) {
    if (replacements.isEmpty()) {
      return 0;
    }
    var batch = handle.prepareBatch(replace);
    for (var replacement : replacements) {
      var row = replacement.row();
      batch.bind("place", row.place()).bind("oldKey", oldKey)
          .bind("activeKey", newKey).bind("newKey", row.isErased() ? null : newKey);
      for (int i = 0; i < table.columns().size(); i++) {
        batch.bind("old_" + table.columns().get(i), row.values().get(i));
        batch.bind("new_" + table.columns().get(i), replacement.values().get(i));
      }
      batch.add();
    }
    return Arrays.stream(batch.execute()).sum();
  }

  /** Locks a row. @return false if it changed, or was erased, since it was read */
  boolean lock(Handle handle, SealedRow row, String oldKey) {
    var query = handle.createQuery(unchanged).bind("place", row.place()).bind("oldKey", oldKey);
    for (int i = 0; i < table.columns().size(); i++) {
      query.bind("old_" + table.columns().get(i), row.values().get(i));
    }
    return query.mapTo(Integer.class).findOne().isPresent();
  }

  /** Committed rows only. */
  boolean anyUnder(Handle handle, String keyId) {
    return handle.createQuery(String.format(Locale.ROOT, "SELECT EXISTS (SELECT 1 FROM %s WHERE key_id = :key)", table.table()))
        .bind("key", keyId).mapTo(Boolean.class).one();
  }

  /**
   * @param place  in the order of the walk
   * @param values in the order of the table's columns, null for NULL
   */
  record SealedRow(Object id, Object place, List<byte[]> values) {
    boolean isErased() {
      return values.stream().allMatch(value -> value == null);
    }
  }

  record Replacement(SealedRow row, List<byte[]> values) {}
}
