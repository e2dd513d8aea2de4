package nl.sluis.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import nl.sluis.rules.Moments;

/** Until when an invitation may be opened. */
final class Expiry {
  // The furthest end, 400 days ahead, with its default expiry, and a few hours to spare.
  private static final Duration FURTHEST = Duration.ofDays(402);

  private Expiry() {}

  /**
   * Reads what a scheduler asks for. It may be before the meeting's end, or its start: an organizer may want the
   * invitation opened by then.
   *
   * @return whole microseconds, as the databases keep it
   */
  static FieldRule<Instant> rule(Instant now) {
    return posted -> {
      var expiresAt = Moments.instant(FieldRules.as(Moments::complaint).read(posted)).truncatedTo(ChronoUnit.MICROS);
      if (!expiresAt.isAfter(now)) {
        throw new WrongFieldException("must be in the future");
      }
      if (expiresAt.isAfter(now.plus(FURTHEST))) {
        throw new WrongFieldException("must be at most 402 days ahead");
      }
      return expiresAt;
    };
  }
}
