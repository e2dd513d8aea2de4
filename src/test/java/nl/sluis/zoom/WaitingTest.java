package nl.sluis.zoom;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

/** Zoom says in four ways how long to wait. */
class WaitingTest {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  @Test
  void secondsAndEachKindOfDateAreTheSame() {
    for (var same : List.of("90", " 90 ", "2026-12-01T10:01:30Z", "2026-12-01T11:01:30+01:00", "Tue, 01 Dec 2026 10:01:30 GMT",
        "2026-12-01 10:01:30", "2026-12-01T10:01:30")) {
      assertThat(Waiting.asked(headers("Retry-After", same), NOW)).as(same).contains(Duration.ofSeconds(90));
    }
    var reset = NOW.getEpochSecond() + 90;
    assertThat(Waiting.asked(headers("X-RateLimit-Reset", String.valueOf(reset)), NOW)).contains(Duration.ofSeconds(90));
    assertThat(Waiting.asked(headers("X-RateLimit-Reset", reset + "000"), NOW)).contains(Duration.ofSeconds(90));
  }

  @Test
  void itIsADayAtMostAndNeverLessThanNothing() {
    assertThat(Waiting.asked(headers("Retry-After", "9999999"), NOW)).contains(Duration.ofDays(1));
    assertThat(Waiting.asked(headers("Retry-After", "9999-12-31T23:59:59Z"), NOW)).contains(Duration.ofDays(1));
    assertThat(Waiting.asked(headers("Retry-After", "2026-11-01T10:00:00Z"), NOW)).contains(Duration.ZERO);
    assertThat(Waiting.asked(headers("Retry-After", "999999999999999"), NOW)).contains(Duration.ofDays(1));
  }

  @Test
  void whatSaysNothingSaysNothing() {
    for (var bad : List.of("", "soon", "-5", "1e3", "1.5", "9".repeat(30), "2026-13-01T10:00:00Z", "x".repeat(10_000), "१२")) {
      assertThat(Waiting.asked(headers("Retry-After", bad), NOW)).as(bad.substring(0, Math.min(20, bad.length())))
          .isEqualTo(Optional.empty());
    }
    assertThat(Waiting.asked(HttpHeaders.of(Map.of(), (name, value) -> true), NOW)).isEmpty();
  }

  @Test
  @DefaultLocale("tr-TR")
  void aTurkishMachineReadsTheSameDate() {
    assertThat(Waiting.asked(headers("Retry-After", "Wed, 02 Dec 2026 10:00:00 GMT"), NOW)).contains(Duration.ofDays(1));
    assertThat(Waiting.asked(headers("Retry-After", "Tue, 01 Dec 2026 10:01:30 GMT"), NOW)).contains(Duration.ofSeconds(90));
  }

  private static HttpHeaders headers(String name, String value) {
    return HttpHeaders.of(Map.of(name, List.of(value)), (key, one) -> true);
  }
}
