package nl.sluis.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.sluis.files.FileLocked;

/**
 * Gives the keyring another password, or a token in its place. Every gateway must be stopped, because a running one has the former password in
 * memory.
 */
public final class KeyringPasswordChange {
  private KeyringPasswordChange() {}

  /**
   * @param configuration with what opens the keyring until now
   * @param next          the file of the next one: drawn if it is not there, so that it is on disk before the keyring
   *     needs it
   * @throws KeyringException if there is no keyring, it does not open, or a gateway is rotating
   */
  public static void toFile(KeysConfiguration configuration, Path next, SecureRandom random) {
    change(configuration, keyring -> PasswordSource.findOrDraw(configuration, keyring, random),
        () -> KeyringPassword.readOrDraw(next, random)::reveal);
  }

  /**
   * @param configuration with the token that is to open the keyring, and with the password that does until now. The key
   *     is drawn in the token if it is not there
   * @throws KeyringException as above
   */
  public static void toToken(KeysConfiguration configuration, SecureRandom random) {
    change(configuration, keyring -> KeyringPassword.findOrDraw(configuration, keyring, random)::reveal,
        () -> TokenPassword.readOrDraw(configuration.token()));
  }

  private static void change(KeysConfiguration configuration, Function<Path, PasswordSource> former, Supplier<PasswordSource> next) {
    var folder = Path.of(configuration.folder());
    var keyring = folder.resolve(KeyringFile.NAME);
    if (!Files.exists(keyring)) {
      throw new KeyringException(keyring + " is not there: there is no password to change");
    }
    var lock = FileLocked.attemptExclusive(folder.resolve("rotation.lock")).orElseThrow(
        () -> KeyringException.passing("A gateway is running and rotates keys: stop every gateway first"));
    try (lock) {
      var file = new KeyringFile(folder, former.apply(keyring), Bcfks.ROUNDS);
      file.check();
      file.reseal(next.get());
    }
  }
}
