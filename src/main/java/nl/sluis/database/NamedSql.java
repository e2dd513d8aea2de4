package nl.sluis.database;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SQL with named places, as JDBC takes it.
 *
 * @param texts what stands before, between and behind the places; one more than those
 * @param names {@code name} of {@code :name}, one value, or of {@code <name>}, a list of values
 * @param lists which of them are lists
 */
record NamedSql(List<String> texts, List<String> names, List<Boolean> lists) {
  /** Literals and casts come first, because a colon in them is no place. */
  private static final Pattern PLACE = Pattern.compile("'[^']*'|::|:(?<one>[a-zA-Z]\\w*)|<(?<list>[a-zA-Z]\\w*)>");

  static NamedSql of(String sql) {
    var texts = new ArrayList<String>();
    var names = new ArrayList<String>();
    var lists = new ArrayList<Boolean>();
    var text = 0;
    for (var place = PLACE.matcher(sql); place.find();) {
      var isList = place.group("list") != null;
      var name = isList ? place.group("list") : place.group("one");
      if (name != null) {
        texts.add(sql.substring(text, place.start()));
        names.add(name);
        lists.add(isList);
        text = place.end();
      }
    }
    texts.add(sql.substring(text));
    return new NamedSql(List.copyOf(texts), List.copyOf(names), List.copyOf(lists));
  }

  boolean hasLists() {
    return lists.contains(true);
  }

  /** @param sizes of each place: 1, or how many values its list has */
  String positional(int[] sizes) {
    var sql = new StringBuilder(texts.get(0));
    for (var at = 0; at < names.size(); at++) {
      if (sizes[at] == 0) {
        throw new IllegalArgumentException("an empty list: " + names.get(at));
      }
      sql.append('?').append(",?".repeat(sizes[at] - 1)).append(texts.get(at + 1));
    }
    return sql.toString();
  }
}
