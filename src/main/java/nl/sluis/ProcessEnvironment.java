package nl.sluis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables that this process was started with, as UTF-8 whatever the locale is. Java reads them by the locale, and a service often has
 * none: then every letter beyond ASCII would be lost.
 */
final class ProcessEnvironment {
  private static final Path OF_LINUX = Path.of("/proc/self/environ");

  private ProcessEnvironment() {}

  static Map<String, String> read() {
    try {
      return parsed(new String(Files.readAllBytes(OF_LINUX), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return System.getenv();
    }
  }

  private static Map<String, String> parsed(String variables) {
    var found = new HashMap<String, String>();
    for (var variable : variables.split("\0")) {
      var equals = variable.indexOf('=');
      if (equals > 0) {
        // Of two of one name the first counts, as getenv has it.
        found.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return found;
  }
}
