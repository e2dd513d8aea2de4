package nl.sluis.store;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.secret.Hashes;

/** Schedulers: made, known by their keys, revoked. A client may have several keys at once, so that one can follow another. */
public final class Clients {
  private final Database database;
  private final Vault vault;
  private final SecureRandom random;
  private final KnownClients known = new KnownClients(System::nanoTime);

  public Clients(Database database, Vault vault, SecureRandom random) {
    this.database = database;
    this.vault = vault;
    this.random = random;
  }

  /**
   * Draws a key for the client of this name, who is made if there is none.
   *
   * @return 32 random bytes, of which the database keeps SHA-256 only; the caller shows them once and wipes them
   */
  public byte[] createKey(String name) {
    var key = new byte[32];
    random.nextBytes(key);
    database.write(tx -> {
      var dao = tx.dao(ClientDao.class);
      var client = dao.byName(name).map(Client::id).orElseGet(() -> insert(tx, name));
      dao.insertKey(Hashes.sha256(key), client, tx.now());
      return null;
    });
    return key;
  }

  /**
   * Revokes all keys of a client. This gateway refuses them when this returns, and the others within a second.
   *
   * @return how many keys were revoked; empty if there is no client of this name
   */
  public OptionalInt revoke(String name) {
    var revoked = database.write(tx -> {
      var dao = tx.dao(ClientDao.class);
      var client = dao.byName(name);
      return client.isEmpty() ? OptionalInt.empty() : OptionalInt.of(dao.revokeKeys(client.get().id(), tx.now()));
    });
    known.forget();
    return revoked;
  }

  /** @param key as the client showed it */
  public Optional<Client> byKey(byte[] key) {
    var hash = Hashes.sha256(key);
    return known.find(hash, () -> database.read(tx -> tx.dao(ClientDao.class).byKey(hash)));
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

  private String insert(Tx tx, String name) {
    var id = new byte[16];
    random.nextBytes(id);
    var clientId = Base64Url.encode(id);
    var hashKey = new byte[32];
    random.nextBytes(hashKey);
    var sealed = vault.seal(SealedColumn.CLIENT_HASH_KEY, clientId, hashKey);
    Arrays.fill(hashKey, (byte) 0);
    if (!tx.dao(ClientDao.class).insert(clientId, name, sealed.bytes(), sealed.keyId(), tx.now())) {
      throw new StaleKeyException("client", sealed.keyId());
    }
    return clientId;
  }
}
