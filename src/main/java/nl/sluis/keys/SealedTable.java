package nl.sluis.keys;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A table with sealed columns, so that rotation finds them. Its {@code key_id VARCHAR(22) REFERENCES sealing_key (id)}
 * is NULL in a row whose sealed columns are all NULL: whoever erases them sets it so.
 *
 * @param family  whose keys seal it
 * @param table   its name, ours and constant: it becomes part of statements
 * @param id      the column that names its rows; as text it is the row in {@link Vault}
 * @param order   a unique column, of any type that has an order, in which rotation walks and by which it finds a row, as near to that of the rows on the disk as there is one
 * @param columns the sealed ones, BYTEA; {@code table.column} is the column in {@link Vault}
 */
public record SealedTable(KeyFamily family, String table, String id, String order, List<String> columns) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  public SealedTable {
    columns = List.copyOf(columns);
    var names = Stream.concat(Stream.of(table, id, order), columns.stream());
    if (columns.isEmpty() || !names.allMatch(name -> NAME.matcher(name).matches())) {
      throw new IllegalArgumentException("not the names of a table with sealed columns: " + table);
    }
  }

  /** Walked in the order of its ids. */
  public SealedTable(KeyFamily family, String table, String id, List<String> columns) {
    this(family, table, id, id, columns);
  }

  /** @return as {@link Vault} is told: {@code invitation.share} */
  public String place(String column) {
    return table + "." + column;
  }
}
