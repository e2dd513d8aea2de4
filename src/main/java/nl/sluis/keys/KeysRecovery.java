package nl.sluis.keys;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluis.files.FileLocked;
import nl.sluis.files.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the file and the database together at a start, whatever a crash left.
 *
 * <table>
 * <caption>What is found, and what is done</caption>
 * <tr><td>a key listed as pending, not in the file</td><td>forgotten: nothing was sealed under it</td></tr>
 * <tr><td>any other key listed, not in the file</td><td>the start is refused, and the key named</td></tr>
 * <tr><td>a pending key in the file</td><td>activated if its family has none; else left to rotation</td></tr>
 * <tr><td>a key in the file, destroyed says the ledger</td><td>removed from the file</td></tr>
 * <tr><td>a key in the file, unknown to the database</td><td>left alone: it may be another database's. {@link Reconciliation} ends it</td></tr>
 * <tr><td>a family without an active key</td><td>one is made</td></tr>
 * <tr><td>the file's {@link Epoch} one behind</td><td>it follows</td></tr>
 * <tr><td>any other difference of the two</td><td>the start is refused: one of them was put back</td></tr>
 * </table>
 */
final class KeysRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(KeysRecovery.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Keys keys;
  private final KeyringFile file;
  private final KeyLedger ledger;

  KeysRecovery(Keys keys) {
    this.keys = keys;
    this.file = keys.file();
    this.ledger = keys.ledger();
  }

  /** While another gateway rotates or starts, nothing may be tidied: what looks left behind is its work in hand. */
  void run() {
    if (keys.isReadOnly()) {
      look();
      return;
    }
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      var lock = FileLocked.attemptExclusive(keys.rotationLock());
      if (lock.isPresent()) {
        var held = lock.get();
        try (held) {
          recover();
        }
        return;
      }
      if (everyFamilyIsActive(ledger.rows())) {
        LOG.info("Another gateway is rotating keys; this one starts with those that it finds");
        return;
      }
      Pause.of(BETWEEN_TRIES);
    }
    throw KeyringException.passing(
        keys.rotationLock() + " is locked and there is no active key: look for a gateway that hangs while it starts");
  }

  /** A folder that cannot be written: nothing is tidied, nothing made. */
  private void look() {
    var rows = ledger.rows();
    if (!everyFamilyIsActive(rows)) {
      throw new KeyringException(keys.folder() + " cannot be written, and there is no active key yet: first start a "
          + "gateway that may write there");
    }
    refuseMismatch(ledger.epoch().orElseThrow(), rows, file.ids());
    LOG.info("{} cannot be written, so this gateway never rotates keys: see that another one does", keys.folder());
  }

  private void recover() {
    var epoch = ledger.epoch().orElseGet(this::begin);
    var rows = ledger.rows();
    var loaded = file.exists() ? file.load(Set.of()) : Map.<String, SealingKey>of();
    var inFile = loaded.keySet();
    refuseMismatch(epoch, rows, inFile);
    keys.adopt(loaded.values());
    if (file.exists()) {
      file.set(epoch);
    }
    removeDestroyed(rows, inFile);
    rows.stream().filter(row -> row.state() == KeyState.PENDING && !inFile.contains(row.id()))
        .forEach(row -> ledger.dropPending(row.id()));
    for (var family : KeyFamily.values()) {
      if (rows.stream().noneMatch(row -> row.is(family, KeyState.ACTIVE))) {
        var pending = rows.stream()
            .filter(row -> row.is(family, KeyState.PENDING) && inFile.contains(row.id())).findFirst();
        activate(family, pending.map(LedgerKey::id).orElseGet(() -> keys.make(family)));
      }
    }
  }

  private Epoch begin() {
    var epoch = new Epoch(SealingKey.drawId(keys.random()), 0);
    ledger.begin(epoch);
    return epoch;
  }

  private void refuseMismatch(Epoch database, List<LedgerKey> rows, Set<String> inFile) {
    var missing = rows.stream().filter(row -> row.lacksIn(inFile)).map(LedgerKey::id).toList();
    KeyringConsistency.mismatch(keys.folder().resolve(KeyringFile.NAME), file.exists(), database,
        file.epoch(database.database()), missing).ifPresent(words -> {
          throw new KeyringException(words);
        });
  }

  private void removeDestroyed(List<LedgerKey> rows, Set<String> inFile) {
    var removed = keys.ledgerAndFile().removeLeftOver();
    if (!removed.isEmpty()) {
      LOG.info("Removed from the keyring what a crash had left of destroyed keys: {}", removed);
    }
    var unlisted = new HashSet<>(inFile);
    rows.forEach(row -> unlisted.remove(row.id()));
    unlisted.removeAll(removed);
    if (!unlisted.isEmpty()) {
      LOG.warn("{} also holds keys that this database does not know, perhaps another's; they are left alone: {}. If they are of a database "
          + "that was lost, they open its copies: stop every gateway, and run reconcile, which destroys them",
          keys.folder(), unlisted);
    }
  }

  private void activate(KeyFamily family, String id) {
    ledger.activate(family, id);
    LOG.info("Key {} is the active one of {}", id, family.word());
  }

  private static boolean everyFamilyIsActive(List<LedgerKey> rows) {
    return List.of(KeyFamily.values()).stream()
        .allMatch(family -> rows.stream().anyMatch(row -> row.is(family, KeyState.ACTIVE)));
  }
}
