package nl.sluis.keys;

import static java.util.Objects.requireNonNullElse;

import io.dropwizard.util.Duration;
import java.util.List;
import nl.sluis.secret.Secret;

/**
 * Keys: where the keyring lives, and what opens it.
 *
 * @param folder       the keyring's own folder, which nobody else may read or write
 * @param password     the file's password; absent: it is in {@code passwordFile}
 * @param passwordFile read when there is no password; drawn by a first start that finds neither. Outside the folder, so
 *                     that a copy of the one is not a copy of the other
 * @param rotateEvery  how old a store key grows, one hour to one year; default a day. An outbox key lives for an hour
 */
public record KeysConfiguration(String folder, Secret password, String passwordFile, Duration rotateEvery) {
  private static final long SECONDS_OF_A_YEAR = 366L * 86_400;

  public KeysConfiguration {
    folder = requireNonNullElse(folder, "keys");
    password = requireNonNullElse(password, Secret.none());
    passwordFile = requireNonNullElse(passwordFile, "secrets/keyring-password");
    rotateEvery = requireNonNullElse(rotateEvery, Duration.days(1));
  }

  /** @return what is wrong, in words for the operator */
  public List<String> faults() {
    return rotateEvery.toSeconds() < 3600 || rotateEvery.toSeconds() > SECONDS_OF_A_YEAR
        ? List.of("keys.rotateEvery must be between 1 hour and 366 days") : List.of();
  }

  public KeysConfiguration withPassword(Secret other) {
    return new KeysConfiguration(folder, other, passwordFile, rotateEvery);
  }
}
