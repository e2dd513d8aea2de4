package nl.sluis.zoom;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long Zoom asks to wait. It writes {@code Retry-After} as an ISO date-time, and in other places as seconds; RFC 9110 §10.2.3 also knows an HTTP
 * date. For a limit per second there may be {@code X-RateLimit-Reset} alone.
 */
final class Waiting {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int LONGEST_TEXT = 40;
  /** What counts the seconds since 1970 does not count those from now. */
  private static final long NO_DURATION = 100_000_000;

  private Waiting() {}

  /** @return zero to a day; empty if the answer does not say, or nothing that can be understood */
  static Optional<Duration> asked(HttpHeaders headers, Instant now) {
    return headers.firstValue("Retry-After").flatMap(text -> read(text.strip(), now))
        .or(() -> headers.firstValue("X-RateLimit-Reset").flatMap(text -> read(text.strip(), now)))
        .map(time -> time.isNegative() ? Duration.ZERO : time.compareTo(LONGEST) > 0 ? LONGEST : time);
  }

  private static Optional<Duration> read(String text, Instant now) {
    if (text.matches("\\d{1,15}")) {
      var number = Long.parseLong(text);
      return Optional.of(number < NO_DURATION ? Duration.ofSeconds(number) : Duration.between(now, seconds(number)));
    }
    return text.length() > LONGEST_TEXT ? Optional.empty() : moment(text).map(moment -> Duration.between(now, moment));
  }

  private static Instant seconds(long number) {
    return number < NO_DURATION * 1000 ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      // It may be one of the two others.
    }
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      // It may be the last.
    }
    try {
      return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
