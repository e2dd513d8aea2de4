package nl.sluis.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TagCountsTest {
  private static final Instant NOW = Instant.parse("2027-01-05T09:30:00Z");
  private final TagCounts counts = new TagCounts();

  @Test
  void aFewWrongOnesAreAnybodysAndMoreWrongThanRightOnesAreTrouble() {
    count(2, false, NOW);
    assertThat(counts.mostAreWrong(NOW)).isFalse();
    count(1, false, NOW.plusSeconds(3_600));
    assertThat(counts.mostAreWrong(NOW.plusSeconds(3_600))).isTrue();
    count(3, true, NOW.plusSeconds(7_200));
    assertThat(counts.mostAreWrong(NOW.plusSeconds(7_200))).isFalse();
  }

  @Test
  void theyCountForADay() {
    count(5, false, NOW);
    assertThat(counts.mostAreWrong(NOW.plus(Duration.ofHours(23)))).isTrue();
    assertThat(counts.mostAreWrong(NOW.plus(Duration.ofHours(24)))).isFalse();
    count(2, false, NOW.plus(Duration.ofHours(24)));
    assertThat(counts.mostAreWrong(NOW.plus(Duration.ofHours(24)))).as("those of the same hour a day before are gone").isFalse();
  }

  private void count(int many, boolean holds, Instant at) {
    for (var i = 0; i < many; i++) {
      counts.count(at, holds);
    }
  }
}
