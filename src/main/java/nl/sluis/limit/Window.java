package nl.sluis.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The time that a limit is counted over: a day or an hour of UTC, the same on every gateway. */
public enum Window {
  DAY(ChronoUnit.DAYS, "uuuu-MM-dd"),
  HOUR(ChronoUnit.HOURS, "uuuu-MM-dd'T'HH");

  private final ChronoUnit unit;
  private final DateTimeFormatter format;

  Window(ChronoUnit unit, String pattern) {
    this.unit = unit;
    this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** @return as {@code 2027-01-12}, or {@code 2027-01-12T10} */
  public String name(Instant now) {
    return format.format(now);
  }

  public Duration length() {
    return unit.getDuration();
  }

  /** @return until the next one begins */
  Duration left(Instant now) {
    return Duration.between(now, now.truncatedTo(unit).plus(1, unit));
  }
}
