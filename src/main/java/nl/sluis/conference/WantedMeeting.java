package nl.sluis.conference;

import java.time.Instant;

/**
 * A meeting that a post wants made.
 *
 * @param meetingHash of the uid, keyed
 * @param host        one of the provider's; null if any will do
 * @param timeZone    a name of the IANA database
 * @param postHash    of the Idempotency-Key, keyed; null without one
 */
public record WantedMeeting(String clientId, byte[] meetingHash, int sequence, String host, Instant start, Instant end, String timeZone,
    byte[] postHash) {
  @Override
  public String toString() {
    return "WantedMeeting[redacted]";
  }
}
