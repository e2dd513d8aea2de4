package nl.sluis.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a meeting that breaks a {@link MeetingRule}. */
public enum Enforcement {
  /** Nobody looks. */
  OFF,
  /** It is taken, and the answer names the rule. */
  WARN,
  /** It is refused. */
  REFUSE;

  /** @return as in the configuration */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** @return empty if it is none of the three words */
  public static Optional<Enforcement> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
