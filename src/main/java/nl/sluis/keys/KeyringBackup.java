package nl.sluis.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import nl.sluis.files.DurableFile;
import nl.sluis.files.FileLocked;

/**
 * Copies the keyring so that it fits a copy of the database that was made just before. Between the two copies the epoch is raised, so that a
 * start notices if only one of them is put back. Whoever puts the database back, alone or with this keyring, is refused at the start, and led
 * to {@link Reconciliation}; otherwise everything that was opened since would be live again.
 */
public final class KeyringBackup {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private final Keys keys;

  public KeyringBackup(Keys keys) {
    this.keys = keys;
  }

  /**
   * @param folder   for the copy of the keyring, not its own; a former copy there is overwritten, for an older keyring
   *     keeps older backups readable
   * @param database copies the database; no key is made or destroyed meanwhile
   * @return the copy
   * @throws KeyringException if it cannot be written
   */
  public Path write(Path folder, Runnable database) {
    if (keys.isReadOnly()) {
      throw new KeyringException(keys.folder() + " cannot be written by this gateway: back up at one that may");
    }
    refuseKeysFolder(folder.toAbsolutePath().normalize(), folder);
    var real = BackupFolder.make(folder);
    refuseKeysFolder(real, folder);
    var copy = real.resolve(KeyringFile.NAME);
    BackupFolder.refuseOtherThanKeyring(copy);
    BackupFolder.refuseOtherThanKeyring(DurableFile.beside(copy));
    var alone = FileLocked.exclusive(keys.rotationLock(), PATIENCE);
    try (alone) {
      database.run();
      var epoch = keys.ledgerAndFile().nextEpoch();
      keys.ledger().set(epoch);
      keys.file().set(epoch);
      keys.file().copyTo(copy);
    }
    return copy;
  }

  private void refuseKeysFolder(Path path, Path named) {
    try {
      if (path.startsWith(keys.folder().toAbsolutePath().normalize()) || path.startsWith(keys.folder().toRealPath())) {
        throw new KeyringException(named + " is the keys folder itself: a backup goes elsewhere");
      }
    } catch (IOException e) {
      throw new KeyringException(keys.folder() + " cannot be read", e);
    }
  }
}
