package nl.sluis.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Locale;
import nl.sluis.files.DurableFile;
import nl.sluis.secret.Hashes;

/**
 * What the keyring's file holds, opened once as long as the file stays the same, because deriving a key from the
 * password is slow by design. Whoever reads or writes holds the lock of {@link KeyringFile}.
 */
final class KeyringContent {
  private final Path file;
  private final Bcfks format;
  /** The file as it was opened or written last, and its digest. */
  private KeyStore opened;
  private byte[] openedDigest = {};

  KeyringContent(Path file, Bcfks format) {
    this.file = file;
    this.format = format;
  }

  Bcfks format() {
    return format;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** @throws KeyringException if the file is not there, was changed, or has another password */
  KeyStore read(char[] password) throws GeneralSecurityException {
    var content = bytes();
    var digest = Hashes.sha256(content);
    if (MessageDigest.isEqual(digest, openedDigest)) {
      return opened;
    }
    try {
      var store = format.read(content, password);
      remember(store, digest);
      return store;
    } catch (IOException | RuntimeException e) {
      // Without its cause: to Bouncy Castle a wrong password and a changed file are one, and to us too.
      throw new KeyringException(String.format(Locale.ROOT,
          "%s does not open: either the password, or the key in the token, is not the one it was "
              + "written with, or the file was changed. Set SLUIS_KEYS_PASSWORD (or the file keys.passwordFile, or keys.token) to "
              + "the former one, or put the file back from its backup",
          file));
    }
  }

  /** Changes it, and returns when that is on disk. The first change makes the file. */
  void change(char[] password, Change change) throws GeneralSecurityException, IOException {
    var store = exists() ? read(password) : format.empty();
    var digest = openedDigest;
    // Until it is written, the store in hand is ahead of the file: nobody may take it for the file.
    openedDigest = new byte[0];
    if (change.apply(store)) {
      digest = write(store, password);
    }
    remember(store, digest);
  }

  /** @return the digest of what was written */
  byte[] write(KeyStore store, char[] password) throws GeneralSecurityException, IOException {
    var content = format.write(store, password);
    DurableFile.replace(file, content);
    return Hashes.sha256(content);
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new KeyringException(file + " cannot be read: put it back from its backup, or see to its mode", e);
    }
  }

  private void remember(KeyStore store, byte[] digest) {
    opened = store;
    openedDigest = digest;
  }

  /** @return whether anything changed */
  interface Change {
    boolean apply(KeyStore store) throws GeneralSecurityException, IOException;
  }
}
