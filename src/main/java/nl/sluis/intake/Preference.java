package nl.sluis.intake;

import java.util.List;
import java.util.regex.Pattern;

/** What a scheduler prefers (RFC 7240). Preferences that we do not know are passed over, as it says. */
final class Preference {
  static final String LENIENT = "handling=lenient";
  /** A quoted value is the same (§2), and parameters of a preference are not for us. */
  private static final Pattern HANDLING = Pattern.compile("(?i)\\s*handling\\s*=\\s*(\"?)lenient\\1\\s*(;.*)?");

  private Preference() {}

  /** @param headers each Prefer of the request, or null */
  static boolean isLenient(List<String> headers) {
    return headers != null && headers.stream().flatMap(header -> List.of(header.split(",")).stream())
        .anyMatch(preference -> HANDLING.matcher(preference).matches());
  }
}
