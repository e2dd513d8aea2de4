package nl.sluis.rules;

/** What a string has to be. */
@FunctionalInterface
public interface Rule {
  /** @return what is wrong, without a word of the value; null if nothing is */
  String complaint(String value);
}
