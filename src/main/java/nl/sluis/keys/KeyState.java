package nl.sluis.keys;

import java.util.Locale;
import nl.sluis.words.Worded;

/** The life of a key, in this order. */
public enum KeyState implements Worded {
  /** Made, not yet used. */
  PENDING,
  /** Seals and opens: one in each family. */
  ACTIVE,
  /** Still opens; a row under it is refused on insert. */
  RETIRED,
  /** Its bytes are gone; the ledger keeps id and times. */
  DESTROYED;

  static KeyState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
