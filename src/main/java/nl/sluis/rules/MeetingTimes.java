package nl.sluis.rules;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What start, end and time zone have to be together. */
public final class MeetingTimes {
  private static final Duration FURTHEST_END = Duration.ofDays(400);

  private MeetingTimes() {}

  /** @param refuse takes a field's name and what is wrong; a null is a field that was wrong by itself */
  public static void checkEnd(@Nullable String start, @Nullable String end, Instant now, BiConsumer<String, String> refuse) {
    if (end == null) {
      return;
    }
    var ends = instant(end);
    if (start != null && !ends.isAfter(instant(start))) {
      refuse.accept("end", "must be after the start");
    } else if (!ends.isAfter(now)) {
      refuse.accept("end", "must be in the future");
    } else if (ends.isAfter(now.plus(FURTHEST_END))) {
      refuse.accept("end", "must be at most 400 days ahead");
    }
  }

  /**
   * A time whose offset is not that of its zone is somebody's mistake, an hour or a night away from what was meant; which of the two is right
   * only the scheduler knows.
   *
   * @param refuse as above; of a field that is named twice the first word counts
   */
  public static void checkOffsets(@Nullable String start, @Nullable String end, @Nullable String timeZone,
      BiConsumer<String, String> refuse) {
    checkOffset("start", start, timeZone, refuse);
    checkOffset("end", end, timeZone, refuse);
  }

  /** @return an hour after the end, rounded up to midnight UTC, so that it does not tell the time of the meeting */
  public static Instant expiry(Instant end) {
    var atLeast = end.plus(1, ChronoUnit.HOURS);
    var midnight = atLeast.truncatedTo(ChronoUnit.DAYS);
    return midnight.equals(atLeast) ? midnight : midnight.plus(1, ChronoUnit.DAYS);
  }

  private static void checkOffset(String name, @Nullable String moment, @Nullable String timeZone, BiConsumer<String, String> refuse) {
    if (moment == null || timeZone == null) {
      return;
    }
    var offset = Moments.offset(moment);
    if (offset != null && !TimeZones.agrees(timeZone, instant(moment), offset)) {
      refuse.accept(name, "must have the offset that timeZone has then, or Z for UTC");
    }
  }

  private static Instant instant(String right) {
    return requireNonNull(Moments.instant(right));
  }
}
