package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InPlaceUpdatesTest {
  private static final int ROWS = 3_000;
  private static final List<String> INDEXES = List.of("by_place", "by_state", "by_state_and_place");
  @TempDir private Path folder;

  @Test
  void anUpdateWritesNoIndexThatItDoesNotChange() throws Exception {
    assertThat(bytesOfUpdates("ours", true)).isLessThan(bytesOfUpdates("plain", false) * 3 / 4);
  }

  /** The same by H2's own tables, whatever is updated, undone and refused; then plain H2 opens the file. */
  @Test
  void theRowsAndEachIndexAreWhatTheyWouldBeWithH2sOwn() {
    var ours = database("ours", true);
    var plain = database("plain", false);
    for (var seed = 0; seed < 40; seed++) {
      var words = "seed " + seed;
      try (var handle = ours.open(); var other = plain.open()) {
        if (seed == 0) {
          create(handle);
          create(other);
        }
        assertThat(changed(handle, new Random(seed))).as(words).isEqualTo(changed(other, new Random(seed)));
        assertThat(contents(handle)).as(words).isEqualTo(contents(other));
      }
    }
    var before = plain.withHandle(InPlaceUpdatesTest::contents);
    assertThat(database("ours", false).withHandle(InPlaceUpdatesTest::contents)).isEqualTo(before);
    assertThat(before.get("")).isNotEmpty();
  }

  @Test
  void rowsMayExchangeAUniqueValue() {
    database("ours", true).useHandle(handle -> {
      create(handle);
      handle.execute("INSERT INTO thing (id, state, place) VALUES ('a', 'x', 1), ('b', 'x', 2)");
      assertThat(handle.execute("UPDATE thing SET place = 3 - place")).isEqualTo(2);
      assertThat(contents(handle).get("")).extracting(row -> row.get("id") + " " + row.get("place")).containsExactly("a 2", "b 1");
      assertThatThrownBy(() -> handle.execute("UPDATE thing SET place = 1")).hasRootCauseInstanceOf(SQLException.class);
      assertThat(contents(handle).get("")).extracting(row -> row.get("place")).containsExactly(2, 1);
    });
  }

  /** H2 gives a large object back when its table is in the list of the store, and ours is not. */
  @Test
  void aTableOfLargeObjectsIsLeftToH2() {
    database("ours", true).useHandle(handle -> {
      handle.execute("CREATE TABLE letter (id INT PRIMARY KEY, text CLOB, state VARCHAR(9))");
      handle.execute("INSERT INTO letter VALUES (1, REPEAT('long ', 10000), 'x')");
      handle.begin();
      handle.execute("UPDATE letter SET state = 'y', text = 'short'");
      handle.rollback();
      assertThat(handle.select("SELECT text FROM letter").mapTo(String.class).one()).hasSize(50_000);
    });
  }

  private long bytesOfUpdates(String name, boolean inPlace) throws Exception {
    try (var handle = database(name, inPlace).open()) {
      create(handle);
      handle.execute("INSERT INTO thing (id, state, place) SELECT RAWTOHEX(RANDOM_UUID()), 'x', x FROM SYSTEM_RANGE(1, ?)", ROWS);
      handle.execute("CHECKPOINT SYNC");
      var file = folder.resolve(name + ".mv.db");
      var before = Files.size(file);
      for (var i = 1; i <= 200; i++) {
        handle.execute("UPDATE thing SET note = ? WHERE place = ?", i, i * ROWS / 200);
      }
      handle.execute("CHECKPOINT SYNC");
      return Files.size(file) - before;
    }
  }

  private static void create(Handle handle) {
    handle.execute("CREATE TABLE thing (number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id VARCHAR(32) NOT NULL UNIQUE,"
        + " state VARCHAR(9) NOT NULL CHECK (state <> 'bad'), place INT, note VARCHAR(99), CONSTRAINT one_place UNIQUE (place))");
    handle.execute("CREATE INDEX by_place ON thing (place)");
    handle.execute("CREATE INDEX by_state ON thing (state)");
    handle.execute("CREATE INDEX by_state_and_place ON thing (state, place)");
  }

  /** @return how many rows each statement changed, or the error */
  private static List<Object> changed(Handle handle, Random random) {
    handle.begin();
    var said = random.ints(60, 0, 10_000).mapToObj(any -> said(handle, statement(any))).toList();
    if (random.nextInt(4) == 0) {
      handle.rollback();
    } else {
      handle.commit();
    }
    return said;
  }

  private static String statement(int any) {
    var place = any / 10 % 60;
    return switch (any % 10) {
      case 0, 1 -> "INSERT INTO thing (id, state, place) VALUES ('" + any + "', 's" + any % 3 + "', " + place + ")";
      case 2 -> "UPDATE thing SET note = '" + any + "' WHERE place = " + place;
      case 3 -> "UPDATE thing SET note = NULL, state = 's" + any % 4 + "' WHERE place < " + place;
      case 4 -> "UPDATE thing SET place = 60 - place WHERE place BETWEEN " + (30 - place / 2) + " AND " + (30 + place / 2);
      case 5 -> "UPDATE thing SET place = NULL WHERE place = " + place;
      case 6 -> "UPDATE thing SET place = " + place + " WHERE id LIKE '" + any / 100 + "%'";
      case 7 -> "UPDATE thing SET state = CASE WHEN place > " + place + " THEN 'bad' ELSE 's' END";
      case 8 -> "DELETE FROM thing WHERE place = " + place;
      default -> "UPDATE thing SET note = note, state = state WHERE state = 's1'";
    };
  }

  private static Object said(Handle handle, String statement) {
    try {
      return handle.execute(statement);
    } catch (RuntimeException e) {
      return ((SQLException) e.getCause()).getErrorCode();
    }
  }

  /** @return the rows, and for each index what is found by it */
  private static Map<String, List<Map<String, Object>>> contents(Handle handle) {
    var all = new TreeMap<String, List<Map<String, Object>>>();
    all.put("", handle.select("SELECT id, state, place, note FROM thing ORDER BY id").mapToMap().list());
    for (var index : INDEXES) {
      all.put(index, handle.select("SELECT state, place, id FROM thing USE INDEX (" + index + ") WHERE "
          + (index.equals("by_place") ? "place >= 0" : "state >= ''") + " ORDER BY state, place, id").mapToMap().list());
    }
    return all;
  }

  private Jdbi database(String name, boolean inPlace) {
    return Jdbi.create("jdbc:h2:" + folder.resolve(name) + ";WRITE_DELAY=0"
        + (inPlace ? ";DEFAULT_TABLE_ENGINE=" + InPlaceUpdates.class.getName() : ""), "sa", "");
  }
}
