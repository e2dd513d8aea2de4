package nl.sluis.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds the keyring that this gateway uses now. It is swapped as a whole: who began with the former finishes with it. Another gateway with the
 * same folder and database may rotate at any time: then {@link #refresh} follows it.
 */
public final class Keys {
  private static final int READS = 3;

  private final Path folder;
  private final KeyringFile file;
  private final KeyLedger ledger;
  private final SecureRandom random;
  private final LedgerAndFile ledgerAndFile;
  private volatile Keyring ring = Keyring.empty();

  private Keys(Path folder, KeyringFile file, KeyLedger ledger, SecureRandom random) {
    this.folder = folder;
    this.file = file;
    this.ledger = ledger;
    this.random = random;
    this.ledgerAndFile = new LedgerAndFile(folder.resolve(KeyringFile.NAME), file, ledger);
  }

  /**
   * Opens the keyring, or makes it; brings file and database together after a crash; sees that each family has an
   * active key. The database's migrations have run. What a rotation left half done works, and is finished by
   * {@link Rotation#resume}.
   *
   * @throws KeyringException if the gateway must not start: the message says why and what to do
   */
  public static Keys start(KeysConfiguration configuration, KeyLedger ledger, SecureRandom random) {
    return start(configuration, ledger, random, KeysOptions.DEFAULT);
  }

  /** May be called before, on any thread: Bouncy Castle takes a third of a second until it is there. */
  public static void loadLibrary() {
    Objects.requireNonNull(Bcfks.BOUNCY_CASTLE);
  }

  static Keys start(KeysConfiguration configuration, KeyLedger ledger, SecureRandom random, KeysOptions options) {
    var keys = unchecked(configuration, ledger, random, options);
    new KeysRecovery(keys).run();
    keys.refresh();
    return keys;
  }

  /** As {@link #start}, whether or not database and keyring belong together. */
  static Keys unchecked(KeysConfiguration configuration, KeyLedger ledger, SecureRandom random, KeysOptions options) {
    var file = KeysFolder.open(configuration, random, options);
    return new Keys(Path.of(configuration.folder()), file, ledger, random);
  }

  /** @return whether this gateway may read the keyring, and leaves every change of it to others */
  public boolean isReadOnly() {
    return KeysFolder.isReadOnly(folder);
  }

  /**
   * Reads again what the database lists, and the file where that names keys not yet known; then swaps the ring and
   * wipes what it left.
   */
  public synchronized void refresh() {
    var rows = ledger.rows();
    var next = ringOf(rows);
    for (int tries = 1; next.isEmpty(); tries++) {
      if (tries == READS) {
        throw ledgerAndFile.missing(rows);
      }
      // Between the reading of the table and of the file another gateway may have destroyed a key: then the table no
      // longer lists it.
      rows = ledger.rows();
      next = ringOf(rows);
    }
    swap(next.get());
  }

  /** @return empty if the file does not have all keys listed; a pending one may not be in it yet */
  private Optional<Keyring> ringOf(List<LedgerKey> rows) {
    var known = ring;
    var allKnown = known.ids().containsAll(rows.stream().map(LedgerKey::id).toList());
    var loaded = allKnown ? Map.<String, SealingKey>of() : file.load(known.ids());
    var kept = new HashSet<SealingKey>();
    try {
      var next = Keyring.empty();
      for (var row : rows) {
        var key = known.find(row.id()).or(() -> Optional.ofNullable(loaded.get(row.id())));
        if (key.isPresent()) {
          next = next.add(key.get());
          next = row.state() == KeyState.ACTIVE ? next.activate(row.id()) : next;
          kept.add(key.get());
        } else if (row.state() != KeyState.PENDING) {
          kept.clear();
          return Optional.empty();
        }
      }
      return Optional.of(next);
    } finally {
      loaded.values().stream().filter(key -> !kept.contains(key)).forEach(SealingKey::close);
    }
  }

  private void swap(Keyring next) {
    var former = ring;
    ring = next;
    former.ids().stream().filter(id -> next.find(id).isEmpty()).flatMap(id -> former.find(id).stream())
        .forEach(SealingKey::close);
  }

  /**
   * @throws KeyringException if the file cannot be read, or lacks a key that the database lists, or the database was put
   *     back from a backup under the running gateway, or a key is from the future
   */
  void check() {
    file.check();
    refresh();
    ledgerAndFile.refuseOlderDatabase();
    ActiveKey.ahead(ledger.active().values()).ifPresent(words -> {
      throw new KeyringException(words);
    });
  }

  SealingKey active(KeyFamily family) {
    return ring.active(family).orElseThrow(() -> new KeyringException(
        "the " + family.word() + " family has no active key: start the gateway again, which makes one"));
  }

  /** Takes keys whose bytes are at hand, so that the file, slow by design, need not be opened for them again. */
  synchronized void adopt(Collection<SealingKey> known) {
    for (var key : known) {
      // Between the file and here a request that met another stale key may have read the file: then the ring has it.
      if (ring.find(key.id()).isEmpty()) {
        ring = ring.add(key);
      } else {
        key.close();
      }
    }
  }

  /** Without reading anything again: for a reconciliation, while keys are missing. */
  synchronized void sealWith(String id) {
    ring = ring.activate(id);
  }

  Keyring ring() {
    return ring;
  }

  Path folder() {
    return folder;
  }

  SecureRandom random() {
    return random;
  }

  KeyringFile file() {
    return file;
  }

  LedgerAndFile ledgerAndFile() {
    return ledgerAndFile;
  }

  KeyLedger ledger() {
    return ledger;
  }

  Path rotationLock() {
    return folder.resolve("rotation.lock");
  }
}
