package nl.sluis.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.sluis.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a secret in a file that is its owner's only, and draws it where a first start needs one. */
public final class SecretFile {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
  private static final int DRAWN_BYTES = 32;
  private static final int LONGEST = 4_096;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private SecretFile() {}

  /**
   * Reads it, or draws it if the file is not there. Of gateways that start together one draws, and the others find it.
   *
   * @param what     the secret, as in "the operator key"
   * @param variable where else it may come from
   * @throws FileException if others may have written the file, or it is empty, or cannot be read or written
   */
  public static Secret readOrDraw(Path file, String what, String variable, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        makeFolder(file);
        var held = FileLocked.exclusive(file.resolveSibling(file.getFileName() + ".lock"), PATIENCE);
        try (held) {
          if (!Files.exists(file)) {
            return draw(file, random);
          }
        }
      }
      return read(file, what, variable);
    } catch (IOException e) {
      throw new FileException(String.format(Locale.ROOT, "%s cannot be read or written: set %s, or see to the file", file, variable), e);
    }
  }

  public static Secret read(Path file, String what, String variable) throws IOException {
    FileModes.refuseWritable(file);
    try {
      FileModes.tighten(file);
    } catch (FileException e) {
      // Such files are often mounted by others, read-only: a container's secret.
      LOG.warn(e.getMessage());
    }
    var secret = content(file);
    if (!secret.isPresent()) {
      throw new FileException(String.format(Locale.ROOT, "%s is empty: put %s into it, or remove it and set %s", file, what, variable));
    }
    return secret;
  }

  /**
   * Looks before anything is done with it.
   *
   * @return the secret; none if there is no such file, or it cannot be read: who reads it says why
   * @throws FileException if what is in it can be no secret
   */
  public static Secret peek(Path file) {
    try {
      return Files.isRegularFile(file) ? content(file) : Secret.none();
    } catch (IOException e) {
      return Secret.none();
    }
  }

  /** @return a sentence if others may have written it */
  public static Optional<String> writableByOthers(Path file) {
    try {
      FileModes.refuseWritable(file);
      return Optional.empty();
    } catch (FileException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /**
   * For a secret that a setting gives, or a file that another setting names.
   *
   * @param given   as the setting has it; none if it has none
   * @param file    null if none is named
   * @param setting of the secret, with its variable, as an operator looks for it
   * @param ofFile  the same of the file
   * @return what is wrong, a sentence each, without the secret
   */
  public static List<String> faults(Secret given, @Nullable String file, String setting, String ofFile) {
    if (file == null) {
      return List.of();
    }
    if (given.isPresent()) {
      return List.of(setting + " and " + ofFile + " are both given: remove one of them");
    }
    try {
      var path = Path.of(file);
      if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
        return List.of(file + " (" + ofFile + ") is not there, or this user may not read it");
      }
      return peek(path).isPresent()
          ? writableByOthers(path).stream().toList()
          : List.of(file + " (" + ofFile + ") is empty: put the secret into it");
    } catch (FileException | InvalidPathException e) {
      return List.of(e instanceof FileException ? String.valueOf(e.getMessage()) : ofFile + " is no path");
    }
  }

  /** @return what was given, or else what is in the file now; {@link #faults} said that one of them is there */
  public static Secret given(Secret given, @Nullable String file) {
    return given.isPresent() || file == null ? given : peek(Path.of(file));
  }

  /** As an editor or a tool wrote it: without a mark of UTF-8 before it, and without a line end behind it. Blanks belong to it. */
  private static Secret content(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST + 1);
    }
    try {
      if (bytes.length > LONGEST) {
        throw new FileException(file + " has more than " + LONGEST + " bytes, so it is hardly a secret");
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Secret.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new FileException(file + " is not text in UTF-8: write the secret as such, without a byte order mark");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Whole or not at all, whatever a crash does. */
  public static Secret draw(Path file, SecureRandom random) throws IOException {
    var bytes = new byte[DRAWN_BYTES];
    random.nextBytes(bytes);
    var text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
    makeFolder(file);
    DurableFile.replace(file, text);
    var secret = Secret.of(new String(text, StandardCharsets.US_ASCII));
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(text, (byte) 0);
    return secret;
  }

  private static void makeFolder(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (!Files.exists(folder)) {
      Files.createDirectories(folder, FileModes.ownersFolder());
    }
  }
}
