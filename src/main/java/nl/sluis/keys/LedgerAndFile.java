package nl.sluis.keys;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares the list of keys in the database with the keyring file: their {@link Epoch}, and what only one of them has. */
final class LedgerAndFile {
  private final Path keyring;
  private final KeyringFile file;
  private final KeyLedger ledger;

  LedgerAndFile(Path keyring, KeyringFile file, KeyLedger ledger) {
    this.keyring = keyring;
    this.file = file;
    this.ledger = ledger;
  }

  /**
   * Lets the file follow first, if the last change did not reach it: the number of a database that was copied meanwhile
   * must not be the next one's.
   *
   * @return the number for the next change of the keyring, one more than both have
   * @throws KeyringException if database and keyring do not belong together (any more): a number raised then would hide
   *     it
   */
  Epoch nextEpoch() {
    var epoch = belongingEpoch();
    file.set(epoch);
    return epoch.next();
  }

  private Epoch belongingEpoch() {
    var database = ledger.epoch().orElseThrow();
    var inFile = file.epoch(database.database());
    KeyringConsistency.mismatch(keyring, true, database, inFile, List.of()).ifPresent(words -> {
      throw new KeyringException(words);
    });
    return database;
  }

  /** @return ids of keys that are destroyed, and whose bytes a crash or a full disk left in the file all the same */
  Set<String> leftOver() {
    var unlisted = new HashSet<>(file.ids());
    ledger.rows().forEach(row -> unlisted.remove(row.id()));
    return ledger.destroyed(unlisted);
  }

  /**
   * Removes these from the file. Not while another gateway rotates: what looks left over may be its work in hand.
   *
   * @return their ids
   * @throws KeyringException if they cannot be removed, or database and keyring do not belong together (any more)
   */
  Set<String> removeLeftOver() {
    var left = leftOver();
    if (!left.isEmpty()) {
      file.remove(left, belongingEpoch());
    }
    return left;
  }

  /** @throws KeyringException if the database was put back from a backup */
  void refuseOlderDatabase() {
    ledger.epoch().ifPresent(database -> {
      // The file first: whoever raises the number meanwhile raises it in the database before the file.
      var inFile = file.epoch(database.database());
      var now = ledger.epoch().orElseThrow();
      if (now.isBehind(inFile)) {
        throw new KeyringException(KeyringConsistency.older(keyring, now, inFile));
      }
    });
  }

  /** @return why no ring can be made of these: the file lacks some */
  KeyringException missing(List<LedgerKey> rows) {
    var inFile = file.ids();
    var missing = rows.stream().filter(row -> row.lacksIn(inFile)).map(LedgerKey::id).toList();
    return new KeyringException(KeyringConsistency.missing(keyring, missing));
  }
}
