package nl.sluis.keys;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluis.files.FileLocked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes database and keyring belong together again, with every gateway stopped. {@link #begin} looks. {@link #open} makes the keys that seal
 * from now on. Then the store ends the rows that do not open or cannot be trusted. {@link #finish} lets gateways start again.
 *
 * <p>A crash in between leaves the keyring's number ahead of the database's: a start is refused, and the next
 * reconciliation begins anew.
 */
public final class Reconciliation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final Keys keys;
  private final FileLocked lock;
  private final Set<String> missing;
  private final Map<String, KeyFamily> unlisted = new HashMap<>();
  private final Map<KeyFamily, Instant> newest;
  private final boolean onlyDatabase;
  private final String mismatch;
  private Epoch epoch;

  private Reconciliation(Keys keys, FileLocked lock) {
    this.keys = keys;
    this.lock = lock;
    var ledger = keys.ledger();
    epoch = ledger.epoch().orElseGet(() -> new Epoch(SealingKey.drawId(keys.random()), 0));
    if (ledger.epoch().isEmpty()) {
      ledger.begin(epoch);
    }
    var loaded = keys.file().exists() ? keys.file().load(Set.of()) : Map.<String, SealingKey>of();
    keys.adopt(loaded.values());
    missing = ledger.rows().stream().filter(row -> row.lacksIn(loaded.keySet())).map(LedgerKey::id)
        .collect(Collectors.toUnmodifiableSet());
    loaded.values().forEach(key -> unlisted.put(key.id(), key.family()));
    ledger.rows().forEach(row -> unlisted.remove(row.id()));
    newest = ledger.newest();
    onlyDatabase = keys.file().databases().equals(Set.of(epoch.database()));
    mismatch = KeyringConsistency.mismatch(keys.folder().resolve(KeyringFile.NAME), keys.file().exists(), epoch,
        keys.file().epoch(epoch.database()), missing).orElse(null);
  }

  /** @throws KeyringException if the keyring does not open, or a gateway is rotating */
  public static Reconciliation begin(KeysConfiguration configuration, KeyLedger ledger, SecureRandom random) {
    return begin(configuration, ledger, random, KeysOptions.DEFAULT);
  }

  static Reconciliation begin(KeysConfiguration configuration, KeyLedger ledger, SecureRandom random, KeysOptions options) {
    var keys = Keys.unchecked(configuration, ledger, random, options);
    var lock = FileLocked.attemptExclusive(keys.rotationLock()).orElseThrow(
        () -> KeyringException.passing("A gateway is running and rotates keys: stop every gateway, then reconcile"));
    try {
      return new Reconciliation(keys, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** @return what is wrong, in words; empty if database and keyring belong together */
  public Optional<String> mismatch() {
    return Optional.ofNullable(mismatch);
  }

  /** @return ids of keys that the database lists and nobody has */
  public Set<String> missing() {
    return missing;
  }

  /**
   * Keys of a later database that was lost, after which this one was put back: nothing here needs them, and they open copies of that one.
   *
   * @return ids of keys that the keyring has and the database does not list
   */
  public Set<String> unlisted() {
    return Set.copyOf(unlisted.keySet());
  }

  /** @return false if such a key may be another database's: the keyring knows another one, or not yet this one */
  public boolean isOnlyDatabase() {
    return onlyDatabase;
  }

  /** Destroys those keys. The ledger first: what a crash leaves in the file then, the next start removes. */
  public void destroyUnlisted() {
    var known = keys.ledger().destroyed(unlisted.keySet());
    unlisted.forEach((id, family) -> {
      if (!known.contains(id)) {
        keys.ledger().destroyUnlisted(id, family, newest.get(family));
      }
    });
    keys.file().remove(unlisted.keySet(), epoch);
    LOG.info("Destroyed keys that the database did not list: {}", unlisted.keySet());
    unlisted.clear();
  }

  /** @return keys of which each family has an active one; what lies under {@link #missing} ones stays shut */
  public Keys open() {
    var inFile = keys.file().epoch(epoch.database());
    epoch = epoch.at(Math.max(epoch.number(), inFile.number()) + 1);
    // From here until the end the database is behind, whatever was found: no gateway starts meanwhile.
    keys.file().set(epoch);
    for (var family : KeyFamily.values()) {
      var active = keys.ledger().rows().stream()
          .filter(row -> row.is(family, KeyState.ACTIVE) && !missing.contains(row.id())).findFirst();
      keys.sealWith(active.map(LedgerKey::id).orElseGet(() -> make(family)));
    }
    return keys;
  }

  private String make(KeyFamily family) {
    var id = keys.make(family, keys.ledger().epoch().orElseThrow(), epoch);
    keys.ledger().activate(family, id);
    return id;
  }

  /** Forgets the keys that nobody has, and sets the numbers equal. No row may refer to them any more. */
  public void finish() {
    var ledger = keys.ledger();
    missing.forEach(ledger::lose);
    ledger.rows().stream().filter(row -> row.state() == KeyState.PENDING && keys.ring().find(row.id()).isEmpty())
        .forEach(row -> ledger.dropPending(row.id()));
    ledger.set(epoch);
    LOG.info("Database and keyring belong together from number {} on", epoch.number());
  }

  @Override
  public void close() {
    lock.close();
  }
}
