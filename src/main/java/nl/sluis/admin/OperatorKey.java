package nl.sluis.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import nl.sluis.envelope.Base64Url;
import nl.sluis.secret.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the operator key; a first start without one draws it into a file that only its owner may read. */
public final class OperatorKey {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorKey.class);

  private OperatorKey() {}

  public static Secret find(OperatorConfiguration configuration, SecureRandom random) {
    if (configuration.key().isPresent()) {
      return configuration.key();
    }
    var file = Path.of(configuration.keyFile()).toAbsolutePath();
    try {
      if (Files.notExists(file)) {
        draw(file, random);
      }
      LOG.info("The operator key lies in {}", file);
      return Secret.of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the operator key file " + file + " cannot be read or written", e);
    }
  }

  private static void draw(Path file, SecureRandom random) throws IOException {
    Files.createDirectories(file.getParent());
    var key = new byte[32];
    random.nextBytes(key);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, mode)) {
      channel.write(java.nio.ByteBuffer.wrap((Base64Url.encode(key) + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
  }
}
