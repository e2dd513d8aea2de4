package nl.sluis.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nl.sluis.files.FileModes;

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
  private volatile Keyring ring = Keyring.empty();

  private Keys(Path folder, KeyringFile file, KeyLedger ledger, SecureRandom random) {
    this.folder = folder;
    this.file = file;
    this.ledger = ledger;
    this.random = random;
  }

  /**
   * Opens the keyring, or makes it; brings file and database together after a crash; sees that each family has an
   * active key. The database's migrations have run. What a rotation left half done works, and is finished by
   * {@link Rotation#resume}.
   *
   * @throws KeyringException if the gateway must not start: the message says why and what to do
   */
  public static Keys start(KeysConfiguration configuration, KeyLedger ledger, SecureRandom random) {
    return start(configuration, ledger, random, KeyringFile.ROUNDS);
  }

  /** @param rounds few in tests, which open the file again and again */
  static Keys start(KeysConfiguration configuration, KeyLedger ledger, SecureRandom random, int rounds) {
    var keys = unchecked(configuration, ledger, random, rounds);
    new KeysRecovery(keys).run();
    keys.refresh();
    return keys;
  }

  /** As {@link #start}, whether or not database and keyring belong together. */
  static Keys unchecked(KeysConfiguration configuration, KeyLedger ledger, SecureRandom random, int rounds) {
    var folder = Path.of(configuration.folder());
    secure(folder);
    return new Keys(folder, file(configuration, folder, random, rounds), ledger, random);
  }

  private static void secure(Path folder) {
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(folder, FileModes.ownersFolder());
      }
    } catch (IOException e) {
      throw new KeyringException(folder + " cannot be made: make it yourself, with mode 0700, or set keys.folder", e);
    }
    var keyring = folder.resolve(KeyringFile.NAME);
    if (Files.exists(keyring)) {
      FileModes.refuseWritable(folder);
      FileModes.refuseWritable(keyring);
      FileModes.tighten(keyring);
    } else {
      FileModes.refuseWorldWritable(folder);
    }
    FileModes.tighten(folder);
  }

  private static KeyringFile file(KeysConfiguration configuration, Path folder, SecureRandom random, int rounds) {
    if (isReadOnly(folder)) {
      var root = PasswordSource.findOrDraw(configuration, folder.resolve(KeyringFile.NAME), random);
      return new KeyringFile(folder, root, rounds);
    }
    // Under the file's lock: of two gateways that start together on an empty folder, one draws the root and the
    // other finds it.
    var held = KeyringFile.lock(folder);
    try (held) {
      var root = PasswordSource.findOrDraw(configuration, folder.resolve(KeyringFile.NAME), random);
      return new KeyringFile(folder, root, rounds);
    }
  }

  /** @return whether this gateway may read the keyring, and leaves every change of it to others */
  public boolean isReadOnly() {
    return isReadOnly(folder);
  }

  private static boolean isReadOnly(Path folder) {
    return Files.exists(folder.resolve(KeyringFile.NAME)) && !Files.isWritable(folder);
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
        throw missing(rows);
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

  private KeyringException missing(List<LedgerKey> rows) {
    var inFile = file.ids();
    var missing = rows.stream().filter(row -> row.lacksIn(inFile)).map(LedgerKey::id).toList();
    return new KeyringException(KeyringConsistency.missing(folder.resolve(KeyringFile.NAME), missing));
  }

  /**
   * Rotation replaces such a key at once; until then, and where this gateway may not rotate, the operator is to know.
   *
   * @return in words, which active keys were made later than it is now; empty if none was
   */
  Optional<String> ahead() {
    var ahead = ledger.active().values().stream().filter(ActiveKey::isAhead).map(key -> String.format(Locale.ROOT,
        "%s key %s was made %d s later than it is now",
        key.family().text(), key.id(), Math.max(1, -key.age().toSeconds()))).sorted().toList();
    return ahead.isEmpty()
        ? Optional.empty()
        : Optional.of("The database's clock was set back: " + String.join(", ", ahead)
            + ". It would live too long, so it is rotated now. See to that clock");
  }

  /**
   * @throws KeyringException if the file cannot be read, or lacks a key that the database lists, or the database was put
   *     back from a backup under the running gateway, or a key is from the future
   */
  void check() {
    file.check();
    refresh();
    ledger.epoch().ifPresent(database -> {
      // The file first: whoever raises the number meanwhile raises it in the database before the file.
      var inFile = file.epoch(database.database());
      var now = ledger.epoch().orElseThrow();
      if (now.isBehind(inFile)) {
        throw new KeyringException(KeyringConsistency.older(folder.resolve(KeyringFile.NAME), now, inFile));
      }
    });
    ahead().ifPresent(words -> {
      throw new KeyringException(words);
    });
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
    KeyringConsistency.mismatch(folder.resolve(KeyringFile.NAME), true, database, inFile, List.of()).ifPresent(words -> {
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

  SealingKey active(KeyFamily family) {
    return ring.active(family).orElseThrow(() -> new KeyringException(
        "the " + family.text() + " family has no active key: start the gateway again, which makes one"));
  }

  /**
   * Makes a key that is pending. First its row, then its bytes: so the file never has a key that the database does not
   * know.
   */
  String make(KeyFamily family, Consumer<RotationStep> hook) {
    var epoch = nextEpoch();
    return make(family, epoch, epoch, hook);
  }

  String make(KeyFamily family, Epoch inDatabase, Epoch inFile, Consumer<RotationStep> hook) {
    var key = SealingKey.draw(family, random);
    ledger.addPending(key, inDatabase);
    hook.accept(RotationStep.LISTED);
    file.add(key, inFile);
    adopt(List.of(key));
    hook.accept(RotationStep.IN_FILE);
    return key.id();
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

  KeyLedger ledger() {
    return ledger;
  }

  Path rotationLock() {
    return folder.resolve("rotation.lock");
  }
}
