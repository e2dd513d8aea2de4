package nl.sluis.keys;

import java.util.Locale;

/** The life of a key, in this order. */
public enum KeyState {
  /** Made, not yet used. */
  PENDING,
  /** Seals and opens: one in each family. */
  ACTIVE,
  /** Still opens; a row under it is refused on insert. */
  RETIRED,
  /** Its bytes are gone; the ledger keeps id and times. */
  DESTROYED;

  /** @return as in SQL: {@code active} */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static KeyState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
