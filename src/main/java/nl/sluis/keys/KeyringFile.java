package nl.sluis.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import nl.sluis.files.DurableFile;
import nl.sluis.files.FileLocked;

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
  private final KeyringContent content;

  KeyringFile(Path folder, PasswordSource root, int rounds) {
    this.file = folder.resolve(NAME);
    this.lock = folder.resolve(LOCK);
    this.root = root;
    this.content = new KeyringContent(file, new Bcfks(rounds));
  }

  static FileLocked lock(Path folder) {
    return FileLocked.exclusive(folder.resolve(LOCK), PATIENCE);
  }

  boolean exists() {
    return content.exists();
  }

  /**
   * @param known ids of keys whose bytes are at hand already
   * @return all others, by id; the caller closes what it does not keep
   * @throws KeyringException if the file is not there, was changed, or has another password
   */
  Map<String, SealingKey> load(Set<String> known) {
    return shared(password -> KeyStoreEntries.keys(content.read(password), password, known));
  }

  /** @return of which keys it has the bytes; none if it is not there */
  Set<String> ids() {
    return shared(password -> exists() ? KeyStoreEntries.ids(content.read(password)) : Set.of());
  }

  /** @throws KeyringException if the file cannot be read */
  void check() {
    shared(content::read);
  }

  /** @return the database's number as the keyring knows it; 0 if it does not know the database */
  Epoch epoch(String database) {
    return new Epoch(database,
        shared(password -> exists() ? KeyStoreEntries.epoch(content.read(password), database) : 0L));
  }

  /** @return ids of the databases that use this keyring, or did */
  Set<String> databases() {
    return shared(password -> exists() ? KeyStoreEntries.databases(content.read(password)) : Set.of());
  }

  /** Adds a key, and returns when it is on disk. The first one makes the file. */
  void add(SealingKey key, Epoch epoch) {
    change((store, password) -> {
      KeyStoreEntries.add(store, key, password, content.format());
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
      DurableFile.replaceUnlinked(copy, content.bytes());
      return copy;
    });
  }

  /** Seals all that is in it under another password; from then on this reader no longer opens it. */
  void reseal(PasswordSource next) {
    change((store, password) -> {
      withPassword(next, other -> {
        KeyStoreEntries.reseal(store, password, other, content.format());
        return content.write(store, other);
      });
      return false;
    });
  }

  private synchronized void change(Change change) {
    var held = FileLocked.exclusive(lock, PATIENCE);
    try (held) {
      withPassword(root, password -> {
        content.change(password, store -> change.apply(store, password));
        return content;
      });
    }
  }

  private synchronized <T> T shared(Work<T> work) {
    var held = FileLocked.shared(lock, PATIENCE);
    try (held) {
      return withPassword(root, work);
    }
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

  private interface Work<T> {
    T apply(char[] password) throws GeneralSecurityException, IOException;
  }

  /** @return whether anything changed */
  private interface Change {
    boolean apply(KeyStore store, char[] password) throws GeneralSecurityException, IOException;
  }
}
