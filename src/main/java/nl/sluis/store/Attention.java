package nl.sluis.store;

import nl.sluis.words.Worded;

/**
 * Why a scheduler should look at an invitation. To clients and in the database it is its {@link #word}; clients tolerate new ones
 * (docs/operations.md says what each asks for).
 */
public enum Attention implements Worded {
  NUMBER_TAKES_NO_SMS,
  SMS_UNAVAILABLE,
  CODES_USED_UP,
  LOCKED,
  UNDELIVERABLE,
  KEY_COMPROMISED,
  RESTORED,
  TAMPERED;

  /** @param word as stored; null is none of these */
  public boolean is(String word) {
    return word().equals(word);
  }
}
