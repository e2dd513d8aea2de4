package nl.sluis.admin;

import static java.util.Objects.requireNonNullElse;

import nl.sluis.secret.Secret;

/**
 * Who may operate.
 *
 * @param key     the operator key; none by default, then the first start draws one into {@code keyFile}
 * @param keyFile default {@code secrets/operator-key}
 */
public record OperatorConfiguration(Secret key, String keyFile) {
  public OperatorConfiguration {
    key = requireNonNullElse(key, Secret.none());
    keyFile = keyFile == null || keyFile.isBlank() ? "secrets/operator-key" : keyFile;
  }
}
