package nl.sluis.words;

import java.util.Locale;

/** A constant of an enum that others know by a word: in SQL, JSON, metrics and the audit log. */
public interface Worded {
  /** The constant's own, of every enum. */
  String name();

  /** @return the name in small letters, with dashes: {@code sealed-at-intake} */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
