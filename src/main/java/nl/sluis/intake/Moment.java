package nl.sluis.intake;

import java.time.Instant;

/** A date and time as posted, which is what the invitee gets, and the instant it means, which is what we compare. */
record Moment(String posted, Instant instant) {
  @Override
  public String toString() {
    return "Moment[redacted]";
  }
}
