package nl.sluis.store;

import java.time.Duration;
import java.time.Instant;
import nl.sluis.keys.KeyFamily;

/**
 * A key that somebody else has, and when it sealed.
 *
 * @param family    {@code store} or {@code outbox}
 * @param state     {@code active}, {@code retired} or {@code destroyed}
 * @param createdAt before anything was sealed under it
 * @param retiredAt null while active
 */
public record CompromisedKey(String id, String family, String state, Instant createdAt, Instant retiredAt) {
  /** Who inserted when the key was being retired may bear a moment a little later. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  KeyFamily keyFamily() {
    return KeyFamily.valueOf(family.toUpperCase(java.util.Locale.ROOT));
  }

  boolean isDestroyed() {
    return state.equals("destroyed");
  }

  boolean isActive() {
    return state.equals("active");
  }

  /**
   * What was posted later was never sealed under it. What was posted before was: at its post, or re-sealed when the key
   * became the active one; and a later key does not change what it had sealed.
   */
  Instant madeUntil(Instant now) {
    return (retiredAt == null ? now : retiredAt).plus(SLACK);
  }

  /** A link that had left before an outbox key was made was never sealed under it. */
  Instant mailedSince() {
    return keyFamily() == KeyFamily.OUTBOX ? createdAt : Instant.EPOCH;
  }
}
