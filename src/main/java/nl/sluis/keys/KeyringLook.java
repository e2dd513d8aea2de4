package nl.sluis.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.Transactions;
import nl.sluis.files.FileModes;
import nl.sluis.files.SecretFile;

/** Looks at the keyring before a start: it opens it, and changes neither the file nor a mode, and draws nothing. */
public final class KeyringLook {
  private KeyringLook() {}

  /**
   * @param database with the tables of a former start; empty if there are none yet
   * @return what was found, for the operator
   * @throws nl.sluis.files.FileException if a start would be refused: the message says why and what to do
   */
  public static String at(KeysConfiguration configuration, Optional<Transactions> database) {
    var folder = Path.of(configuration.folder());
    var keyring = folder.resolve(KeyringFile.NAME);
    if (!Files.exists(keyring)) {
      database.ifPresent(transactions -> compare(keyring, Optional.empty(), transactions));
      refuseUnwritable(folder);
      if (configuration.token().isConfigured()) {
        TokenPassword.reach(configuration.token());
      }
      return keyring + " is not there yet; the first start makes it";
    }
    FileModes.refuseWritable(folder);
    FileModes.refuseWritable(keyring);
    var file = new KeyringFile(folder, root(configuration, keyring), KeysOptions.DEFAULT.rounds());
    var keys = file.ids().size();
    database.ifPresent(transactions -> compare(keyring, Optional.of(file), transactions));
    return String.format(Locale.ROOT, "%s opens, and has %d keys", keyring, keys);
  }

  private static void compare(Path keyring, Optional<KeyringFile> file, Transactions transactions) {
    var ledger = new KeyLedger(transactions, new DatabaseClock()::began);
    var inDatabase = ledger.epoch();
    if (inDatabase.isEmpty()) {
      return;
    }
    var inFile = file.map(found -> found.epoch(inDatabase.get().database())).orElse(new Epoch(inDatabase.get().database(), 0));
    var ids = file.map(KeyringFile::ids).orElse(java.util.Set.of());
    var missing = ledger.rows().stream().filter(row -> row.lacksIn(ids)).map(LedgerKey::id).toList();
    KeyringConsistency.mismatch(keyring, file.isPresent(), inDatabase.get(), inFile, List.copyOf(missing)).ifPresent(words -> {
      throw new KeyringException(words);
    });
  }

  private static PasswordSource root(KeysConfiguration configuration, Path keyring) {
    if (configuration.token().isConfigured()) {
      return new TokenPassword(configuration.token());
    }
    if (configuration.password().isPresent()) {
      return configuration.password()::reveal;
    }
    var file = Path.of(configuration.passwordFile());
    if (!Files.exists(file)) {
      throw KeyringPassword.missing(keyring, file);
    }
    FileModes.refuseWritable(file);
    var password = SecretFile.peek(file);
    if (!password.isPresent()) {
      throw new KeyringException(
          file + " (keys.passwordFile) is empty, or this user may not read it: set SLUIS_KEYS_PASSWORD, or see to it");
    }
    return password::reveal;
  }

  private static void refuseUnwritable(Path folder) {
    var there = folder.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new KeyringException(folder + " cannot be made or written by this user: make it yourself, with mode 0700, or set keys.folder "
          + "(SLUIS_KEYS_FOLDER)");
    }
  }
}
