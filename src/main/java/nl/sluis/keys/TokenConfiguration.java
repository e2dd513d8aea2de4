package nl.sluis.keys;

import java.nio.file.Path;
import java.util.List;
import nl.sluis.secret.Secret;

/**
 * The token that opens the keyring in place of a password. Blank values count as absent, for {@code config.yml} fills
 * them from environment variables.
 *
 * @param library the token's PKCS#11 module, an absolute path; absent: there is no token, and a password opens
 * @param slot    the slot's id; absent: the module's first slot
 * @param key     the label of the key; default {@code sluis-keyring}
 * @param pin     of the token's user; absent: it is in {@code pinFile}
 * @param pinFile read when there is no PIN; it is never drawn
 */
public record TokenConfiguration(String library, Long slot, String key, Secret pin, String pinFile) {
  public TokenConfiguration {
    library = isBlank(library) ? null : library.strip();
    key = isBlank(key) ? "sluis-keyring" : key.strip();
    pin = pin == null ? Secret.none() : pin;
    pinFile = isBlank(pinFile) ? "secrets/token-pin" : pinFile.strip();
  }

  static TokenConfiguration none() {
    return new TokenConfiguration(null, null, null, null, null);
  }

  public boolean isConfigured() {
    return library != null;
  }

  /** @return what is wrong, in words for the operator */
  List<String> faults() {
    return library != null && (!Path.of(library).isAbsolute() || !library.matches("[^\\p{Cntrl}$]+"))
        ? List.of("keys.token.library must be the absolute path of a PKCS#11 module, without variables in it")
        : List.of();
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}
