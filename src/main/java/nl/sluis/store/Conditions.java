package nl.sluis.store;

import java.time.Instant;

/**
 * When and how often an invitation may be opened, and of which state of the meeting it is.
 *
 * @param sequence  0 or more (RFC 5546, SEQUENCE)
 * @param opensFrom before {@code expiresAt}; null for at once
 * @param openings  1 to 5
 * @param expiresAt whole microseconds, as the databases keep it
 */
public record Conditions(int sequence, Instant opensFrom, int openings, Instant expiresAt) {
  /** Once, from now on. */
  public static Conditions until(Instant expiresAt) {
    return new Conditions(0, null, 1, expiresAt);
  }
}
