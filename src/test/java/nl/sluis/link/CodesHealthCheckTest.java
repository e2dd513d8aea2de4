package nl.sluis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.limit.RateLimiter;
import nl.sluis.meeting.Countries;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.Test;

/** The operator hears that invitees get no code, and of which client. */
class CodesHealthCheckTest {
  @Test
  void theDaysTextMessagesOfAClientAreUsedUpUntilMidnight() {
    assertUnhealthy(new LimitConfiguration(null, null, 1, null, null, null, null, null, null),
        "(limits.codesPerDay) of scheduler. Invitees get 503");
  }

  @Test
  void theDaysTextMessagesOfAllAreUsedUpUntilMidnight() {
    assertUnhealthy(new LimitConfiguration(null, null, null, 1, null, null, null, null, null),
        "of all clients are used up (limits.codesPerDayInAll). Invitees get 503");
  }

  private static void assertUnhealthy(LimitConfiguration limits, String words) {
    try (var parts = new LinkParts(Plans::onH2, limits, Countries.all())) {
      var check = new CodesHealthCheck(parts.database, new RateLimiter(limits));
      assertThat(check.execute().isHealthy()).isTrue();
      parts.asks(parts.posts());
      assertThat(check.execute().isHealthy()).isFalse();
      assertThat(check.execute().getMessage()).contains(words);
      parts.clock.advance(Duration.ofDays(1));
      assertThat(check.execute().isHealthy()).isTrue();
    }
  }
}
