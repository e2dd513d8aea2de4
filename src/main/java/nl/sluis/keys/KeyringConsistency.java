package nl.sluis.keys;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Checks whether a database and a keyring belong together. If not, it tells the operator what is wrong and what to do. */
final class KeyringConsistency {
  private static final String WAY_OUT = "with every gateway stopped: java -jar sluis.jar reconcile config.yml";

  private KeyringConsistency() {}

  /**
   * @param missing ids of keys that the database lists and the keyring does not have
   * @return empty if they belong together
   */
  static Optional<String> mismatch(
      Path keyring, boolean isThere, Epoch database, Epoch inFile, Collection<String> missing) {
    if (database.isBehind(inFile)) {
      return Optional.of(older(keyring, database, inFile));
    }
    if (!isThere && !missing.isEmpty()) {
      return Optional.of(String.format(Locale.ROOT,
          "%s is not there, and the database has rows sealed under keys of it: %s. Put it back from its "
              + "backup, or point keys.folder to where it is. If it is lost, what it sealed is lost too, and this is the "
              + "way out, %s",
          keyring, String.join(", ", missing), WAY_OUT));
    }
    if (!missing.isEmpty()) {
      return Optional.of(missing(keyring, missing));
    }
    return database.follows(inFile)
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT,
            "The keyring %s is older than the database (epoch "
                + "%d, the database's is %d): put the newest keyring back from its backup, or point keys.folder and database.url "
                + "to where they belong together. If there is no newer one, this is the way out, %s",
            keyring, inFile.number(), database.number(), WAY_OUT));
  }

  static String older(Path keyring, Epoch database, Epoch inFile) {
    return String.format(Locale.ROOT,
        "The database is older than the keyring %s (epoch %d, the keyring's is %d), so it was put back from a backup: "
            + "what was opened, revoked or locked since would be live again, with all its tries. If that was a mistake, point "
            + "database.url to the newer one. If not, this is the way out, %s",
        keyring, database.number(), inFile.number(), WAY_OUT);
  }

  static String missing(Path keyring, Collection<String> missing) {
    return String.format(Locale.ROOT,
        "The database has rows sealed under keys that %1$s does not hold: %2$s. This is not the keyring of this "
            + "database, or an older one: put %1$s back from the backup that belongs to it, or point keys.folder or "
            + "database.url to where they belong together. If there is none, this is the way out, %3$s",
        keyring, String.join(", ", missing), WAY_OUT);
  }
}
