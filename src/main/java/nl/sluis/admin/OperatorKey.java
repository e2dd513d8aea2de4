package nl.sluis.admin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import nl.sluis.files.SecretFile;
import nl.sluis.keys.KeyringException;
import nl.sluis.secret.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the operator key; a first start without one draws it into a file that only its owner may read. */
public final class OperatorKey {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorKey.class);

  /** Ends a sentence that begins with where the key stands. */
  static final String HEADER = " travels in a header of HTTP: take visible ASCII characters, without blanks at the ends";

  private OperatorKey() {}

  /** A server reads no others in a header as they were sent, and cuts blanks off. */
  static boolean fitsHeader(Secret key) {
    return key.revealText().matches("[!-~]([ -~]*[!-~])?");
  }

  /** @throws nl.sluis.keys.KeyringException if its file is not one to rely on: the message says why and what to do */
  public static Secret find(OperatorConfiguration configuration, SecureRandom random) {
    if (configuration.key().isPresent()) {
      return configuration.key();
    }
    var file = Path.of(configuration.keyFile()).toAbsolutePath();
    var isThere = Files.exists(file);
    var key = SecretFile.readOrDraw(file, "the operator key", "SLUIS_OPERATOR_KEY (operator.key), or another operator.keyFile", random);
    if (!fitsHeader(key)) {
      throw new KeyringException(file + HEADER);
    }
    LOG.info("The operator key {} {}", isThere ? "lies in" : "was drawn, because there was none, and lies in", file);
    return key;
  }
}
