package nl.sluis.keys;

import static java.util.Objects.requireNonNullElse;

import io.dropwizard.util.Duration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nl.sluis.files.FileException;
import nl.sluis.files.SecretFile;
import nl.sluis.secret.Secret;
import nl.sluis.secret.Strength;

/**
 * Section {@code keys}: where the keyring is, and what opens it.
 *
 * @param folder       the keyring's own folder, which nobody else may read or write
 * @param password     the file's password; absent: it is in {@code passwordFile}
 * @param passwordFile read when there is no password; drawn by a first start that finds neither. Outside the folder, so
 *                     that a copy of the one is not a copy of the other
 * @param token        opens the keyring in place of a password; then {@code passwordFile} is not looked at
 * @param rotateEvery  how old a store key grows, one hour to one year; default a day. An outbox key lives for an hour
 */
public record KeysConfiguration(String folder, Secret password, String passwordFile, TokenConfiguration token, Duration rotateEvery) {
  private static final long SECONDS_OF_A_YEAR = 366L * 86_400;

  public KeysConfiguration {
    folder = folder == null || folder.isBlank() ? "keys" : folder;
    password = requireNonNullElse(password, Secret.none());
    passwordFile = passwordFile == null || passwordFile.isBlank() ? "secrets/keyring-password" : passwordFile;
    token = requireNonNullElse(token, TokenConfiguration.none());
    rotateEvery = requireNonNullElse(rotateEvery, Duration.days(1));
  }

  /** @return what is wrong, in words for the operator */
  public List<String> faults() {
    var faults = new ArrayList<>(token.faults());
    if (token.isConfigured() && password.isPresent()) {
      faults.add("keys.token.library and SLUIS_KEYS_PASSWORD are both set, and one of them opens the keyring: remove the other");
    }
    if (!token.isConfigured()) {
      checkPassword(faults);
    }
    if (rotateEvery.toSeconds() < 3600 || rotateEvery.toSeconds() > SECONDS_OF_A_YEAR) {
      faults.add("keys.rotateEvery must be between 1 hour and 366 days");
    }
    return faults;
  }

  private void checkPassword(List<String> faults) {
    var where = password.isPresent() ? "keys.password (SLUIS_KEYS_PASSWORD)" : passwordFile + " (keys.passwordFile)";
    try {
      if (Strength.isWeak(password.isPresent() ? password : SecretFile.peek(Path.of(passwordFile)))) {
        faults.add(where + Strength.DEMAND + ". If a keyring has it already: change-keyring-password");
      }
    } catch (FileException e) {
      faults.add(e.getMessage());
    }
  }
}
