package nl.sluis.rules;

import org.jspecify.annotations.Nullable;

/** What a string has to be. */
@FunctionalInterface
public interface Rule {
  /** @return what is wrong, without a word of the value but an international domain's ASCII form; null if nothing is */
  @Nullable
  String complaint(String value);
}
