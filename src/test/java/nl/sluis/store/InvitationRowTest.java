package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.sluis.feed.Events;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.junit.jupiter.api.Test;

/** Each column that decides about an invitation is in every place that it needs. */
class InvitationRowTest {
  private static final Instant MOMENT = Instant.parse("2027-01-12T10:00:00Z");
  private static final int COLUMNS = InvitationRow.class.getRecordComponents().length;

  @Test
  void isInTheDigest() {
    var digests = IntStream.range(0, COLUMNS).mapToObj(other -> Arrays.toString(row(other).digest())).toList();

    assertThat(digests).doesNotHaveDuplicates().doesNotContain(Arrays.toString(row(-1).digest()));
  }

  @Test
  void isReadAndWritten() throws NoSuchMethodException {
    var read = names(InvitationDao.COLUMNS);
    var update = InvitationDao.class.getMethod("update", List.class).getAnnotation(SqlBatch.class).value();
    var written = names(InvitationDao.INSERT + update);

    assertThat(components()).allSatisfy(name -> {
      assertThat(read).contains(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
      assertThat(written).contains(":" + name);
    });
  }

  /** What a transaction does not change is stored as it was read. */
  @Test
  void isKeptByAnotherChange() throws ReflectiveOperationException {
    var row = row(-1);
    var held = new HeldInvitation(new Invitation(row, "key", new byte[1], null, null, new byte[1]), new Events(MOMENT));

    assertThat(held.toRow()).isEqualTo(row);
    for (var component : InvitationRow.class.getRecordComponents()) {
      if (!Set.of("state", "attention", "endedAt").contains(component.getName())) {
        assertThat(component.getAccessor().invoke(row.tampered())).as(component.getName()).isEqualTo(component.getAccessor().invoke(row));
      }
    }
  }

  private static List<String> components() {
    return Arrays.stream(InvitationRow.class.getRecordComponents()).map(component -> component.getName()).toList();
  }

  private static Set<String> names(String sql) {
    return Pattern.compile("[A-Za-z_:]+").matcher(sql).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** @param other the one column that has another value than in all other rows; -1 for none */
  private static InvitationRow row(int other) {
    var types = Stream.of(InvitationRow.class.getRecordComponents()).map(component -> component.getType()).toArray(Class<?>[]::new);
    var values = IntStream.range(0, COLUMNS).mapToObj(at -> value(types[at], at == other ? 2 : 1)).toArray();
    try {
      return InvitationRow.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a row is made of its components", e);
    }
  }

  private static Object value(Class<?> type, int number) {
    if (type == String.class) {
      return "value " + number;
    }
    if (type == Instant.class) {
      return MOMENT.plusSeconds(number);
    }
    if (type == byte[].class) {
      return new byte[] {(byte) number};
    }
    return number;
  }
}
