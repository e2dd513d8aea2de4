package nl.sluis.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.limit.Window;
import nl.sluis.problem.Traces;
import nl.sluis.secret.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schedulers: known by their keys, and what is hashed for each of them alone. */
public final class Clients {
  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
  private final Database database;
  private final Vault vault;
  private final KnownClients known = new KnownClients(System::nanoTime);

  public Clients(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /**
   * Who shows this key. A key that was revoked is refused within a second. One that expires is refused from that very moment on, by the
   * database's clock.
   *
   * @param key as the client showed it
   */
  public Optional<Caller> byKey(byte[] key) {
    var hash = Hashes.sha256(key);
    return known.find(hash, () -> read(hash)).filter(caller -> caller.expiresAt() == null || caller.isValidAt(database.now()));
  }

  /** Of what this gateway knew of keys, nothing is known after it. */
  public void forget() {
    known.forget();
  }

  /** Keyed, so that who has the database cannot try out uids; the same for every invitation of a meeting. Not to be asked in a transaction. */
  public byte[] meetingHash(Client client, String uid) {
    return hash(client, uid);
  }

  /** Of a scheduler's own mark, which is there once for each uid and sequence; keyed as {@link #meetingHash}. Not to be asked in a transaction. */
  public byte[] refHash(Client client, String uid, int sequence, String ref) {
    // No uid has such characters, and no mark.
    return hash(client, "\0ref\0" + sequence + "\0" + ref + "\0" + uid);
  }

  /**
   * What belongs to one post is hashed under a key of its own, for which both the client's sealed hash key and the Idempotency-Key are
   * needed: so who has database and keyring cannot try out bodies, unless the Idempotency-Key can be guessed. Not to be asked in a transaction.
   */
  public byte[] postKey(Client client, String idempotencyKey) {
    // No uid has such characters.
    return hash(client, "\0idempotency\0" + idempotencyKey);
  }

  private byte[] hash(Client client, String value) {
    try {
      return hashUnder(client, value);
    } catch (StaleKeyException e) {
      // The client that the request came with has its hash key from before a rotation.
      return database.read(tx -> hashUnder(tx.dao(ClientDao.class).byId(client.id()), value));
    }
  }

  private byte[] hashUnder(Client client, String value) {
    var key = vault.open(client.keyId(), SealedColumn.CLIENT_HASH_KEY, client.id(), client.hashKey());
    try {
      return Hashes.hmac(key, value);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private Optional<Caller> read(byte[] keyHash) {
    var caller = database.read(tx -> tx.dao(ClientDao.class).byKey(keyHash)).map(ClientDao.Shown::caller);
    caller.ifPresent(found -> noteUse(keyHash, found, database.now()));
    return caller;
  }

  /** Once a day for each key. If it fails, the request goes on, and the next reading of the client tries again. */
  private void noteUse(byte[] keyHash, Caller caller, Instant now) {
    var today = Window.DAY.name(now);
    if (!caller.isValidAt(now) || caller.usedOn() != null && caller.usedOn().compareTo(today) >= 0) {
      return;
    }
    try {
      database.count(tx -> tx.dao(ClientDao.class).noteUse(keyHash, today));
    } catch (RuntimeException e) {
      LOG.warn("The day of use of a client key could not be noted: {}", Traces.withoutMessages(e));
    }
  }
}
