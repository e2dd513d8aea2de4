package nl.sluis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "0 | PT0S", "1 | PT1S", "3600 | PT1H", "9999999 | PT2777H46M39S", "10000000 | PT8760H", "99999999999999999999999 | PT8760H",
    "Tue, 01 Jan 2041 00:00:07 GMT | PT7S", "Mon, 31 Dec 2040 23:59:59 GMT | PT0S"})
  void secondsAndDatesAreReadAndWhatIsVeryLongIsAYear(String wish, Duration wait) {
    assertThat(wait(wish, "Tue, 01 Jan 2041 00:00:00 GMT")).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "1 s", "٣", "2041-01-01T00:00:00Z", "Tuesday, 01-Jan-41 00:00:00 GMT"})
  void whatNobodyReadsIsNoWait(String wish) {
    assertThat(wait(wish, null)).isZero();
  }

  @Test
  void withoutADateOfItsOwnTheClockIsOurs() {
    var soon = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1).format(DateTimeFormatter.RFC_1123_DATE_TIME);
    assertThat(wait(soon, null)).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
    assertThat(wait(soon, "yesterday")).isZero();
  }

  @Test
  void withoutTheHeaderThereIsNoWait() {
    assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (name, value) -> true))).isZero();
  }

  private static Duration wait(String wish, String date) {
    var headers = new HashMap<>(Map.of("Retry-After", List.of(wish)));
    if (date != null) {
      headers.put("Date", List.of(date));
    }
    return RetryAfter.of(HttpHeaders.of(headers, (name, value) -> true));
  }
}
