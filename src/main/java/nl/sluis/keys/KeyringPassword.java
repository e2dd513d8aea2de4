package nl.sluis.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import nl.sluis.files.SecretFile;
import nl.sluis.secret.Secret;
import nl.sluis.secret.Strength;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the keyring's password: configured, in its file, or drawn by a first start. */
final class KeyringPassword {
  private static final Logger LOG = LoggerFactory.getLogger(KeyringPassword.class);

  private KeyringPassword() {}

  /**
   * @param keyring the file that it opens: when that is there already, no password is drawn
   * @throws KeyringException if there is none, or others may have written its file
   */
  static Secret findOrDraw(KeysConfiguration configuration, Path keyring, SecureRandom random) {
    if (configuration.password().isPresent()) {
      return configuration.password();
    }
    var file = Path.of(configuration.passwordFile());
    if (file.toAbsolutePath().normalize().startsWith(keyring.toAbsolutePath().normalize().getParent())) {
      LOG.warn("{} lies in the keyring's folder: whoever copies the folder has both", file);
    }
    try {
      if (Files.exists(file)) {
        return read(file);
      }
      if (Files.exists(keyring)) {
        throw missing(keyring, file);
      }
      return draw(file, random);
    } catch (IOException e) {
      throw new KeyringException(
          file + " cannot be read or written: set SLUIS_KEYS_PASSWORD, or see to the file (keys.passwordFile)", e);
    }
  }

  static KeyringException missing(Path keyring, Path file) {
    return new KeyringException(String.format(Locale.ROOT,
        "%s is here, but its password is not: set SLUIS_KEYS_PASSWORD, put it into %s, or set keys.token if a token opens it",
        keyring, file));
  }

  /** The next password, of a file of its own. */
  static Secret readOrDraw(Path file, SecureRandom random) {
    try {
      var password = Files.exists(file) ? read(file) : draw(file, random);
      if (Strength.isWeak(password)) {
        throw new KeyringException(file + Strength.DEMAND);
      }
      return password;
    } catch (IOException e) {
      throw new KeyringException(file + " cannot be read or written: see to its folder and mode", e);
    }
  }

  private static Secret read(Path file) throws IOException {
    return SecretFile.read(file, "the keyring's password", "SLUIS_KEYS_PASSWORD");
  }

  private static Secret draw(Path file, SecureRandom random) throws IOException {
    var password = SecretFile.draw(file, random);
    LOG.info("The keyring's password was drawn and is in {}: keep a copy, apart from those of keys and database", file);
    return password;
  }
}
