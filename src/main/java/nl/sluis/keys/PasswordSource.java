package nl.sluis.keys;

import java.nio.file.Path;
import java.security.SecureRandom;

/** What opens the keyring, wherever it lives: a password that the operator keeps, or a key in a token. */
interface PasswordSource {
  /**
   * @return the keyring's password, UTF-8, for the caller to wipe
   * @throws KeyringException if it cannot be had now, as from a token that is not there
   */
  byte[] password();

  /**
   * The one that is configured, drawn by a first start where it is not there.
   *
   * @param keyring the file that it opens: when that is there already, nothing is drawn
   */
  static PasswordSource findOrDraw(KeysConfiguration configuration, Path keyring, SecureRandom random) {
    return configuration.token().isConfigured()
        ? TokenPassword.findOrDraw(configuration.token(), keyring)
        : KeyringPassword.findOrDraw(configuration, keyring, random)::reveal;
  }
}
