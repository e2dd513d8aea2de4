package nl.sluis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.time.Duration;
import nl.sluis.link.LinkParts;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DailyPseudonymsTest {
  private static final String NUMBER = "+31612345678";
  private final LinkParts parts = new LinkParts(Plans::onH2);
  private final DailyPseudonyms one = new DailyPseudonyms(parts.vault, new SecureRandom());
  private final DailyPseudonyms other = new DailyPseudonyms(parts.vault, new SecureRandom());

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void aNameIsTheSameOnEveryGatewayAllDayLong() {
    var name = name(one, NUMBER);
    assertThat(name).hasSize(43).isNotEqualTo(name(one, "+31612345679"));
    assertThat(name(one, NUMBER)).isEqualTo(name);
    assertThat(name(other, NUMBER)).isEqualTo(name);
  }

  @Test
  void tomorrowItIsAnotherOneAndTodaysComesBackWithToday() {
    var today = name(one, NUMBER);
    assertThat(name(one, NUMBER)).isEqualTo(today);
    parts.clock.advance(Duration.ofDays(1));
    var tomorrow = name(one, NUMBER);
    assertThat(tomorrow).isNotEqualTo(today).isEqualTo(name(one, NUMBER)).isEqualTo(name(other, NUMBER));
    parts.clock.advance(Duration.ofDays(-1));
    assertThat(name(one, NUMBER)).as("who began before midnight").isEqualTo(today);
    parts.clock.advance(Duration.ofDays(1));
    assertThat(name(one, NUMBER)).isEqualTo(tomorrow);
  }

  @Test
  void keyIsOpenedOnceADay() {
    name(one, NUMBER);
    parts.clock.advance(Duration.ofMinutes(2));
    var name = name(one, NUMBER);
    parts.execute("DELETE FROM day_key");
    assertThat(name(one, NUMBER)).isEqualTo(name);
    assertThat(name(other, NUMBER)).as("who has it not in memory").isNotEqualTo(name);
  }

  @Test
  void keyThatWasDrawnAndNotCommittedIsNoKey() {
    assertThatIllegalStateException().isThrownBy(() -> parts.database.count(tx -> {
      one.of(tx, NUMBER);
      // Others may share the transaction.
      assertThat(one.of(tx, NUMBER)).isEqualTo(one.of(tx, NUMBER));
      throw new IllegalStateException("rolled back");
    }));
    var name = name(other, NUMBER);
    assertThat(name(one, NUMBER)).isEqualTo(name);
  }

  @Test
  void keyThatIsForgottenIsReadAgain() {
    var key = new DayKey();
    key.keep("2027-01-12", new byte[] {1}, Duration.ofDays(1));
    var name = key.name("2027-01-12", NUMBER).orElseThrow();
    key.keep("2027-01-12", new byte[] {2}, Duration.ofDays(1));
    key.keep("2027-01-11", new byte[] {3}, Duration.ofDays(1));
    assertThat(key.name("2027-01-12", NUMBER)).as("one key, of the latest day").contains(name);
    assertThat(key.name("2027-01-11", NUMBER)).isEmpty();
    key.forget("2027-01-11");
    assertThat(key.name("2027-01-12", NUMBER)).contains(name);
    key.forget("2027-01-12");
    assertThat(key.name("2027-01-12", NUMBER)).isEmpty();
    key.keep("2027-01-12", new byte[] {1}, Duration.ofDays(1));
    assertThat(key.name("2027-01-12", NUMBER)).contains(name);
  }

  private String name(DailyPseudonyms names, String value) {
    return parts.database.count(tx -> names.of(tx, value));
  }
}
