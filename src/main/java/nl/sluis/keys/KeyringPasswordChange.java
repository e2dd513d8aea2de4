package nl.sluis.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import nl.sluis.secret.Secret;

/** Gives the keyring another password, with every gateway stopped: one that runs has the former in its memory. */
public final class KeyringPasswordChange {
  private KeyringPasswordChange() {}

  /**
   * @param configuration with the former password, or its file
   * @param next          the file of the next one: drawn if it is not there, so that it is on disk before the keyring
   *     needs it
   * @throws KeyringException if there is no keyring, it does not open, or a gateway is rotating
   */
  public static void run(KeysConfiguration configuration, Path next, SecureRandom random) {
    var folder = Path.of(configuration.folder());
    var keyring = folder.resolve(KeyringFile.NAME);
    if (!Files.exists(keyring)) {
      throw new KeyringException(keyring + " is not there: there is no password to change");
    }
    var lock = FileLocked.attemptExclusive(folder.resolve("rotation.lock")).orElseThrow(
        () -> new KeyringException("A gateway is running and rotates keys: stop every gateway first"));
    try (lock) {
      var former = KeyringPassword.findOrDraw(configuration, keyring, random);
      var file = new KeyringFile(folder, former, KeyringFile.ROUNDS);
      file.check();
      var password = KeyringPassword.readOrDraw(next, random);
      file.reseal(password);
    }
  }
}
