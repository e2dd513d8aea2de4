package nl.sluis.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.sluis.secret.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a secret from a file that is its owner's only. */
final class SecretFile {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

  private SecretFile() {}

  /**
   * @param what     the secret, as in "the keyring's password"
   * @param variable where else it may come from
   * @throws KeyringException if others may have written it, or it is empty
   */
  static Secret read(Path file, String what, String variable) throws IOException {
    FileModes.refuseWritable(file);
    try {
      FileModes.tighten(file);
    } catch (KeyringException e) {
      // Such files are often mounted by others, read-only: a container's secret.
      LOG.warn(e.getMessage());
    }
    var secret = Secret.of(Files.readString(file));
    if (!secret.isPresent()) {
      throw new KeyringException("%s is empty: put %s into it, or remove it and set %s".formatted(file, what, variable));
    }
    return secret;
  }
}
