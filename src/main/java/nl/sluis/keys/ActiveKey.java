package nl.sluis.keys;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The key that a family seals under.
 *
 * @param age         by the database's clock; negative if that clock was set back since the key was made
 * @param compromised whether an operator said that somebody else has it
 */
record ActiveKey(String id, KeyFamily family, Duration age, boolean compromised) {
  /** A key from the future would not grow old for as long as the clock was ahead, so it is due at once. */
  boolean isDue(Duration life) {
    return compromised || isAhead() || age.compareTo(life) >= 0;
  }

  /**
   * Rotation replaces such a key at once; until then, and where this gateway may not rotate, the operator is to know.
   *
   * @return in words, which of them were made later than it is now; empty if none was
   */
  static Optional<String> ahead(Collection<ActiveKey> keys) {
    var ahead = keys.stream().filter(ActiveKey::isAhead)
        .map(key -> String.format(Locale.ROOT, "%s key %s was made %d s later than it is now",
            key.family().word(), key.id(), Math.max(1, -key.age().toSeconds())))
        .sorted().toList();
    return ahead.isEmpty()
        ? Optional.empty()
        : Optional.of("The database's clock was set back: " + String.join(", ", ahead)
            + ". It would live too long, so it is rotated now. See to that clock");
  }

  private boolean isAhead() {
    return age.isNegative();
  }
}
