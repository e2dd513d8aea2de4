package nl.sluis.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.sluis.files.DurableFile;
import nl.sluis.files.FileLocked;
import nl.sluis.secret.Hashes;

/**
 * The file that holds the bytes of the keys, and nothing else about them but the {@link Epoch}: Bouncy Castle's BCFKS
 * store. Its password, which a {@link PasswordSource} yields, both hides it and shows changes to it; that the whole file
 * was put back to an older one only the database tells.
 *
 * <p>Readers and writers, of this process or another, come one after the other; a writer reads again before it writes.
 */
final class KeyringFile {
  static final String NAME = "keyring.bcfks";
  private static final String LOCK = "keyring.lock";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path file;
  private final Path lock;
  private final PasswordSource root;
  private final Bcfks format;
  /** The file as it was opened or written last, and its digest: deriving a key from the password is slow by design. */
  private KeyStore opened;
  private byte[] openedDigest = {};

  KeyringFile(Path folder, PasswordSource root, int rounds) {
    this.file = folder.resolve(NAME);
    this.lock = folder.resolve(LOCK);
    this.root = root;
    this.format = new Bcfks(rounds);
  }

  static FileLocked lock(Path folder) {
    return FileLocked.exclusive(folder.resolve(LOCK), PATIENCE);
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * @param known ids of keys whose bytes are at hand already
   * @return all others, by id; the caller closes what it does not keep
   * @throws KeyringException if the file is not there, was changed, or has another password
   */
  Map<String, SealingKey> load(Set<String> known) {
    return shared(password -> KeyStoreEntries.keys(read(password), password, known));
  }

  /** @return of which keys it has the bytes; none if it is not there */
  Set<String> ids() {
    return shared(password -> exists() ? KeyStoreEntries.ids(read(password)) : Set.of());
  }

  /** @throws KeyringException if the file cannot be read */
  void check() {
    shared(this::read);
  }

  /** @return the database's number as the keyring knows it; 0 if it does not know the database */
  Epoch epoch(String database) {
    return new Epoch(database,
        shared(password -> exists() ? KeyStoreEntries.epoch(read(password), database) : 0L));
  }

  /** @return ids of the databases that use this keyring, or did */
  Set<String> databases() {
    return shared(password -> exists() ? KeyStoreEntries.databases(read(password)) : Set.of());
  }

  /** Adds a key, and returns when it is on disk. The first one makes the file. */
  void add(SealingKey key, Epoch epoch) {
    change((store, password) -> {
      KeyStoreEntries.add(store, key, password, format);
      KeyStoreEntries.set(store, epoch);
      return true;
    });
  }

  /**
   * Removes keys, and returns when that is on disk and the former content overwritten. Of ids that are not there
   * nothing is said.
   */
  void remove(Collection<String> ids, Epoch epoch) {
    change((store, password) -> KeyStoreEntries.remove(store, ids) | KeyStoreEntries.set(store, epoch));
  }

  /** Lets the file say this number. */
  void set(Epoch epoch) {
    change((store, password) -> KeyStoreEntries.set(store, epoch));
  }

  /** Copies it as it is, whole; a former copy is overwritten, and what a link points to is not. */
  void copyTo(Path copy) {
    shared(password -> {
      DurableFile.replaceUnlinked(copy, bytes());
      return copy;
    });
  }

  /** Seals all that is in it under another password; from then on this reader no longer opens it. */
  void reseal(PasswordSource next) {
    change((store, password) -> {
      withPassword(next, other -> {
        KeyStoreEntries.reseal(store, password, other, format);
        write(store, other);
        return other;
      });
      return false;
    });
  }

  private synchronized void change(Change change) {
    var held = FileLocked.exclusive(lock, PATIENCE);
    try (held) {
      withPassword(password -> {
        var store = exists() ? read(password) : format.empty();
        var digest = openedDigest;
        // Until it is written, the store in hand is ahead of the file: nobody may take it for the file.
        openedDigest = new byte[0];
        if (change.apply(store, password)) {
          digest = write(store, password);
        }
        remember(store, digest);
        return store;
      });
    }
  }

  /** @return the digest of what was written */
  private byte[] write(KeyStore store, char[] password) throws GeneralSecurityException, IOException {
    var content = format.write(store, password);
    DurableFile.replace(file, content);
    return Hashes.sha256(content);
  }

  private synchronized <T> T shared(Work<T> work) {
    var held = FileLocked.shared(lock, PATIENCE);
    try (held) {
      return withPassword(work);
    }
  }

  private <T> T withPassword(Work<T> work) {
    return withPassword(root, work);
  }

  private <T> T withPassword(PasswordSource by, Work<T> work) {
    var password = new Passphrase(by.password());
    try (password) {
      return work.apply(password.characters());
    } catch (IOException e) {
      throw new KeyringException(file + " cannot be written; see to the folder and the space on its disk", e);
    } catch (GeneralSecurityException e) {
      throw new KeyringException(file + " holds what cannot be read as a key", e);
    }
  }

  private KeyStore read(char[] password) throws GeneralSecurityException {
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

  private void remember(KeyStore store, byte[] digest) {
    opened = store;
    openedDigest = digest;
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new KeyringException(file + " cannot be read: put it back from its backup, or see to its mode", e);
    }
  }

  private interface Work<T> {
    T apply(char[] password) throws GeneralSecurityException, IOException;
  }

  /** @return whether anything changed */
  private interface Change {
    boolean apply(KeyStore store, char[] password) throws GeneralSecurityException, IOException;
  }
}
