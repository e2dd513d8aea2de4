package nl.sluis;

import java.util.List;
import java.util.Map;

/**
 * Finds variables that the JVM could not read. On a machine whose locale has no UTF-8 (C, POSIX, no locale at all) it reads every byte beyond
 * ASCII as U+FFFD, without a word. A keyring would be made under a password that nobody typed.
 */
final class UnreadVariables {
  private static final char REPLACEMENT = '\uFFFD';

  private UnreadVariables() {}

  /** @return one sentence for each, in words for the operator and without its value */
  static List<String> in(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("SLUIS_") && variable.getValue().indexOf(REPLACEMENT) >= 0)
        .map(variable -> variable.getKey() + " has letters that this process cannot read, because its locale is not UTF-8: set LC_ALL=C.UTF-8")
        .sorted().toList();
  }
}
