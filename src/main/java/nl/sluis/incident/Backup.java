package nl.sluis.incident;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.Transactions;
import nl.sluis.keys.BackupFolder;
import nl.sluis.keys.KeyringBackup;

/** Copies database and keyring while the gateway runs, to two folders, because together they open what waits. */
public final class Backup {
  private static final String COPY = "sluis.zip";
  private final Transactions transactions;
  private final boolean embedded;
  private final KeyringBackup keyring;
  private final AuditLog audit;

  /** @param embedded true for H2; of PostgreSQL its own tools make the copy, before the keyring's */
  public Backup(Transactions transactions, boolean embedded, KeyringBackup keyring, AuditLog audit) {
    this.transactions = transactions;
    this.embedded = embedded;
    this.keyring = keyring;
    this.audit = audit;
  }

  /** @param folder absolute; {@code database/sluis.zip} and {@code keys/keyring.bcfks} in it are written or replaced; no link in it is followed */
  public void write(Path folder, Consumer<String> say) {
    var copy = keyring.write(folder.resolve("keys"), () -> {
      if (embedded) {
        say.accept("database: " + copyDatabase(BackupFolder.make(folder.resolve("database"))));
      }
    });
    say.accept("keys: " + copy);
    audit.record("backed-up", embedded ? "database-and-keys" : "keys");
  }

  /** H2 writes over what it finds, and follows links: so it gets a folder in which nothing can be. */
  private Path copyDatabase(Path folder) {
    var file = folder.resolve(COPY);
    BackupFolder.refuseOtherThanFile(file);
    try {
      var unfinished = BackupFolder.fresh(folder.resolve(".unfinished"), COPY);
      var copy = unfinished.resolve(COPY);
      transactions.read(handle -> handle.createUpdate("BACKUP TO :file").bind("file", copy.toString()).execute());
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(unfinished);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
