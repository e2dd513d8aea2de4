package nl.sluis.store;

import java.util.Locale;

/**
 * Why a scheduler should look at an invitation. To clients and in the database it is its {@link #word}; clients tolerate new ones
 * (docs/operations.md says what each asks for).
 */
public enum Attention {
  NUMBER_TAKES_NO_SMS,
  SMS_UNAVAILABLE,
  CODES_USED_UP,
  LOCKED,
  UNDELIVERABLE,
  KEY_COMPROMISED,
  RESTORED,
  TAMPERED;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @param word as stored; null is none of these */
  public boolean is(String word) {
    return word().equals(word);
  }
}
