package nl.sluis.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message is tried again (Standard Webhooks 1.0.0, "Deliverability and reliability"). The times are the specification's, and up to a fifth
 * longer, so that many messages do not come back at once.
 */
final class RetrySchedule {
  private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30),
      Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int JITTER_PART = 5;

  private RetrySchedule() {}

  /**
   * @param failed     how many attempts failed by now, at least 1
   * @param retryAfter what the receiver asks for; null for nothing
   * @return empty if it is tried no more
   */
  static Optional<Instant> next(int failed, String retryAfter, Instant now, RandomGenerator random) {
    if (failed > PAUSES.size()) {
      return Optional.empty();
    }
    var pause = PAUSES.get(failed - 1);
    var due = now.plus(pause).plusMillis(random.nextLong(pause.toMillis() / JITTER_PART));
    return Optional.of(pausedUntil(retryAfter, now).filter(due::isBefore).orElse(due));
  }

  /**
   * @param retryAfter seconds, or a date of HTTP (RFC 9110 §10.2.3)
   * @return a day ahead at most; empty if it says nothing that can be understood
   */
  static Optional<Instant> pausedUntil(String retryAfter, Instant now) {
    return Optional.ofNullable(retryAfter).flatMap(text -> moment(text.strip(), now)).filter(now::isBefore)
        .map(moment -> moment.isBefore(now.plus(LONGEST)) ? moment : now.plus(LONGEST));
  }

  private static Optional<Instant> moment(String text, Instant now) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(now.plusSeconds(Long.parseLong(text)));
    }
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
