package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a DAO may ask for, and what it gets. */
class DaosTest {
  private static final Instant THEN = Instant.parse("2027-01-12T10:00:00.123456Z");
  private final Handle handle = Jdbi.create("jdbc:h2:mem:").open();
  private final Dao dao = Daos.attach(handle, Dao.class);

  @BeforeEach
  void make() {
    handle.execute("CREATE TABLE thing (id VARCHAR(10) PRIMARY KEY, weight INTEGER, at_time TIMESTAMP WITH TIME ZONE, body BYTEA)");
  }

  @AfterEach
  void close() {
    handle.close();
  }

  @Test
  void aRowGoesInAndComesOutAsItWas() {
    assertThat(dao.insert(new Thing(new Place("a", 7), THEN, new byte[] {1, 2}))).isTrue();
    var read = dao.find("a").orElseThrow();
    assertThat(read.place()).isEqualTo(new Place("a", 7));
    assertThat(read.atTime()).isEqualTo(THEN);
    assertThat(read.body()).containsExactly(1, 2);
  }

  @Test
  void whatIsNotThereIsEmptyOrNull() {
    dao.insert(new Thing(new Place("a", 0), null, null));
    assertThat(dao.find("b")).isEmpty();
    assertThat(dao.find("a").orElseThrow().atTime()).isNull();
    assertThat(dao.find("a").orElseThrow().body()).isNull();
    assertThat(dao.lastTime()).as("a row without a value").isEmpty();
    assertThat(dao.one("b")).isNull();
  }

  @Test
  void aChangeSaysWhetherItChangedAnything() {
    dao.insert(new Thing(new Place("a", 1), THEN, null));
    assertThat(dao.weigh("a", 2)).isTrue();
    assertThat(dao.weigh("b", 2)).isFalse();
    assertThat(dao.isHeavy("a", 2)).isTrue();
    assertThat(dao.isHeavy("a", 3)).isFalse();
    assertThat(dao.all()).isEqualTo(1);
  }

  @Test
  void manyRowsGoInAtOnceAndAreFoundByAList() {
    assertThat(dao.insertAll(List.of(new Thing(new Place("a", 1), THEN, null), new Thing(new Place("b", 2), null, null))))
        .containsExactly(1, 1);
    assertThat(dao.weights(List.of("a", "b", "c"))).containsExactly(1, 2);
    assertThat(dao.weights(List.of("b"))).containsExactly(2);
    assertThatThrownBy(() -> dao.weights(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aColonInALiteralIsNoPlace() {
    assertThat(dao.literal("x")).isEqualTo("a:id 'x");
  }

  @Test
  void aFailureNamesTheStatementAndNothingThatWasBound() {
    dao.insert(new Thing(new Place("a", 1), null, null));
    assertThatThrownBy(() -> dao.insert(new Thing(new Place("a", 1), null, null))).isInstanceOf(JdbiException.class)
        .hasMessage("Dao.insert").hasCauseInstanceOf(SQLException.class);
  }

  @Test
  void whatHasNoSqlOrNoParameterIsRefusedBeforeItRuns() {
    assertThatThrownBy(() -> Daos.attach(handle, Nameless.class)).hasMessage("Nameless.find has no parameter other");
    assertThatThrownBy(() -> Daos.attach(handle, Speechless.class)).hasMessageContaining("has no SQL");
  }

  public record Place(String id, int weight) {}

  public record Thing(@Nested Place place, Instant atTime, byte[] body) {}

  public interface Dao {
    @SqlUpdate("INSERT INTO thing (id, weight, at_time, body) VALUES (:id, :weight, :atTime, :body)")
    boolean insert(@BindMethods Thing thing);

    @SqlBatch("INSERT INTO thing (id, weight, at_time, body) VALUES (:id, :weight, :atTime, :body)")
    int[] insertAll(@BindMethods List<Thing> things);

    @SqlUpdate("UPDATE thing SET weight = :weight WHERE id = :id")
    boolean weigh(String id, int weight);

    @SqlQuery("SELECT body, at_time, weight, id FROM thing WHERE id = :id")
    Optional<Thing> find(String id);

    @SqlQuery("SELECT weight FROM thing WHERE id IN (<ids>) ORDER BY weight")
    List<Integer> weights(@BindList("ids") List<String> ids);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM thing WHERE id = :id AND weight >= :least)")
    boolean isHeavy(String id, int least);

    @SqlQuery("SELECT MAX(at_time) FROM thing")
    Optional<Instant> lastTime();

    @SqlQuery("SELECT id, weight FROM thing WHERE id = :id")
    Place one(String id);

    @SqlQuery("SELECT COUNT(*) FROM thing")
    long all();

    @SqlQuery("SELECT 'a:id ''' || CAST(:id AS VARCHAR)")
    String literal(String id);
  }

  public interface Nameless {
    @SqlQuery("SELECT id FROM thing WHERE id = :other")
    String find(String id);
  }

  public interface Speechless {
    String find(String id);
  }
}
