package nl.sluis.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private static final Instant NOW = Instant.parse("2027-01-12T10:00:00Z");
  private final Random random = new Random(1);

  @Test
  void itIsTheSpecificationsAndAFifthLongerAtMost() {
    var pauses = List.of("PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H");
    for (var failed = 1; failed <= 9; failed++) {
      var least = Duration.parse(pauses.get(failed - 1));
      for (var times = 0; times < 100; times++) {
        var next = RetrySchedule.next(failed, null, NOW, random).orElseThrow();
        assertThat(next).isBetween(NOW.plus(least), NOW.plus(least.multipliedBy(6).dividedBy(5)));
      }
    }
    assertThat(RetrySchedule.next(10, "5", NOW, random)).isEmpty();
  }

  @Test
  void whoAsksForALongerPauseGetsIt() {
    assertThat(RetrySchedule.next(1, "3600", NOW, random)).hasValue(NOW.plusSeconds(3_600));
    assertThat(RetrySchedule.next(1, "Tue, 12 Jan 2027 11:00:00 GMT", NOW, random)).hasValue(NOW.plusSeconds(3_600));
    assertThat(RetrySchedule.next(1, "999999999", NOW, random)).as("a day at most").hasValue(NOW.plus(Duration.ofDays(1)));
    assertThat(RetrySchedule.next(2, "1", NOW, random).orElseThrow()).as("a shorter one is no promise")
        .isAfterOrEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void whatCannotBeUnderstoodSaysNothing() {
    for (var text : new String[] {null, "", "soon", "-5", "1e9", "9999999999", "Tue, 12 Jan 2027", "Tue, 12 Jan 2027 09:00:00 GMT", "0",
      "\u0665"}) {
      assertThat(RetrySchedule.pausedUntil(text, NOW)).as(String.valueOf(text)).isEmpty();
    }
  }
}
