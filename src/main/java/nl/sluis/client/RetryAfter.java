package nl.sluis.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** The header by which an answer says when to ask again: seconds, or a date (RFC 9110 §10.2.3). */
final class RetryAfter {
  private static final Duration VERY_LONG = Duration.ofDays(365);
  private static final int MOST_DIGITS = 7;

  private RetryAfter() {}

  /** @return zero if the answer does not say it, or nobody can read it. A date is compared with the answer's own, because our clock may be wrong */
  static Duration of(HttpHeaders headers) {
    var wish = headers.firstValue("Retry-After").orElse("").strip();
    if (wish.matches("[0-9]+")) {
      return wish.length() > MOST_DIGITS ? VERY_LONG : Duration.ofSeconds(Long.parseLong(wish));
    }
    try {
      var now = headers.firstValue("Date").map(RetryAfter::moment).orElseGet(Instant::now);
      var wait = Duration.between(now, moment(wish));
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }

  private static Instant moment(String date) {
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
