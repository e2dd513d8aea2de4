package nl.sluis.keys;

import java.time.Duration;

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

  boolean isAhead() {
    return age.isNegative();
  }
}
