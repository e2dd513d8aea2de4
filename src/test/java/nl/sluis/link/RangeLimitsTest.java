package nl.sluis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.stream.IntStream;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.limit.RateLimiter;
import nl.sluis.meeting.Countries;
import nl.sluis.problem.Problem;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dead links are counted by the range that they are asked from. */
class RangeLimitsTest {
  private static final String RANGE = "198.51.100.0/24";
  private static final int MOST = 150;
  private static final LimitConfiguration LIMITS = new LimitConfiguration(null, null, null, null, null, MOST, null, null, null);
  private final LinkParts parts = new LinkParts(Plans::onH2, LIMITS, Countries.all());

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void soManyAnHourAreUnknownAndTheNextIsTooSoon() {
    ask(MOST, RANGE);
    var refused = parts.ranges.unknownLink(RANGE);
    assertThat(refused.problem()).isEqualTo(Problem.TOO_SOON);
    assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofHours(1));
    assertThat(parts.ranges.unknownLink("203.0.113.0/24").problem()).as("another range").isEqualTo(Problem.UNKNOWN_LINK);
    parts.clock.advance(Duration.ofHours(1));
    assertThat(parts.ranges.unknownLink(RANGE).problem()).as("an hour later").isEqualTo(Problem.UNKNOWN_LINK);
  }

  @Test
  void ofWhomNoAddressIsKnownNothingIsCounted() {
    ask(MOST + 1, null);
    assertThat(parts.rows("limit_use")).isZero();
  }

  @Test
  void aFloodIsWrittenAHandfulAtATime() {
    parts.transactions.met();
    ask(MOST, RANGE);
    assertThat(parts.transactions.met().stream().filter("count"::equals)).as("three at a time").hasSize(MOST / 3);
    IntStream.range(0, 10).forEach(i -> assertThat(parts.ranges.unknownLink(RANGE).problem()).isEqualTo(Problem.TOO_SOON));
    assertThat(parts.transactions.met().stream().filter("count"::equals)).as("and what is refused once more at most").hasSizeLessThan(2);
  }

  @Test
  void gatewaysCountTogether() {
    ask(MOST, RANGE);
    var other = new RangeLimits(parts.database, new DailyPseudonyms(parts.vault, new SecureRandom()), new RateLimiter(LIMITS));
    assertThat(other.unknownLink(RANGE).problem()).isEqualTo(Problem.TOO_SOON);
  }

  private void ask(int times, String range) {
    IntStream.range(0, times).forEach(i -> assertThat(parts.ranges.unknownLink(range).problem()).isEqualTo(Problem.UNKNOWN_LINK));
  }
}
