package nl.sluis;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** What a thief does who can write to the database. */
final class PastTheGateway {
  private final Jdbi database;

  PastTheGateway(Jdbi database) {
    this.database = database;
  }

  /** What a thief would try: the value of another row, none, and one of his own. */
  static List<Object> changes(Object current, Object another) {
    var values = new ArrayList<Object>();
    values.add(another);
    values.add(null);
    if (current instanceof byte[] bytes) {
      values.add(new byte[bytes.length]);
      values.add(flipped(bytes));
    } else if (current instanceof Number number) {
      values.add(0);
      values.add(number.intValue() + 1);
      values.add(number.intValue() - 1);
    } else if (current instanceof OffsetDateTime moment) {
      values.add(moment.plusDays(30));
      values.add(moment.minusNanos(1000));
    } else if (current instanceof String text) {
      values.add(text.substring(0, text.length() - 1) + (text.endsWith("A") ? "B" : "A"));
    } else {
      values.add(another instanceof byte[] ? new byte[32] : another);
    }
    values.removeIf(value -> Objects.deepEquals(value, current));
    return values;
  }

  static byte[] flipped(byte[] bytes) {
    var flipped = bytes.clone();
    flipped[flipped.length - 1] ^= 1;
    return flipped;
  }

  Map<String, Object> row(String table, String key, String id) {
    return rows(table, key, id).get(0);
  }

  /** In the order of posting, where the table has one. */
  List<Map<String, Object>> rows(String table, String key, String id) {
    var order = table.equals("opening") ? " ORDER BY number" : "";
    return database.withHandle(handle -> handle.createQuery("SELECT * FROM " + table + " WHERE " + key + " = :id" + order).bind("id", id)
        .map((row, context) -> {
          var values = new LinkedHashMap<String, Object>();
          for (var i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            var name = row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT);
            var value = row.getObject(i);
            var isMoment = value instanceof java.sql.Timestamp || (name.endsWith("_at") || name.equals("opens_from")) && value != null;
            values.put(name, isMoment
                ? row.getObject(i, OffsetDateTime.class)
                : value instanceof String || value instanceof Number || value instanceof Boolean || value == null
                    ? value
                    : row.getBytes(i));
          }
          return (Map<String, Object>) values;
        }).list());
  }

  void insert(String table, Map<String, Object> row) {
    var columns = row.keySet().stream().filter(column -> row.get(column) != null).toList();
    database.useHandle(handle -> {
      var insert = handle.createUpdate(String.format(Locale.ROOT, "INSERT INTO %s (%s) VALUES (%s)", table, String.join(", ", columns),
          String.join(", ", columns.stream().map(column -> ":" + column).toList())));
      columns.forEach(column -> insert.bind(column, row.get(column)));
      insert.execute();
    });
  }

  int delete(String table, String key, Object id) {
    return database.withHandle(
        handle -> handle.createUpdate(String.format(Locale.ROOT, "DELETE FROM %s WHERE %s = :id", table, key)).bind("id", id).execute());
  }

  /** @return false if the database does not take it, or there is no such row */
  boolean write(String table, String key, String id, String column, Object value) {
    try {
      return database.withHandle(handle -> handle.createUpdate(
          String.format(Locale.ROOT, "UPDATE %s SET %s = %s WHERE %s = :id", table, column, value == null ? "NULL" : ":value", key))
          .bind("value", value).bind("id", id).execute()) == 1;
    } catch (UnableToExecuteStatementException e) {
      return false;
    }
  }

  void restore(String table, String key, String id, Map<String, Object> row) {
    var columns = row.keySet().stream().filter(column -> !column.equals("number")).toList();
    var assignments = columns.stream().map(column -> column + " = " + (row.get(column) == null ? "NULL" : ":" + column)).toList();
    database.useHandle(handle -> {
      var update = handle.createUpdate(String.format(Locale.ROOT,
          "UPDATE %s SET %s WHERE %s = :row_id", table, String.join(", ", assignments), key))
          .bind("row_id", id);
      columns.stream().filter(column -> row.get(column) != null).forEach(column -> update.bind(column, row.get(column)));
      update.execute();
    });
  }
}
