package nl.sluis.keys;

import static java.util.Objects.requireNonNullElse;

import nl.sluis.secret.Secret;

/**
 * Keys: where the keyring lives, and what opens it.
 *
 * @param folder       the keyring's own folder, which nobody else may read or write
 * @param password     the file's password; absent: it is in {@code passwordFile}
 * @param passwordFile read when there is no password; drawn by a first start that finds neither. Outside the folder, so
 *                     that a copy of the one is not a copy of the other
 */
public record KeysConfiguration(String folder, Secret password, String passwordFile) {
  public KeysConfiguration {
    folder = requireNonNullElse(folder, "keys");
    password = requireNonNullElse(password, Secret.none());
    passwordFile = requireNonNullElse(passwordFile, "secrets/keyring-password");
  }

  public KeysConfiguration withPassword(Secret other) {
    return new KeysConfiguration(folder, other, passwordFile);
  }
}
