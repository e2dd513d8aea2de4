package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Schedulers and the digests of their keys. */
@RegisterConstructorMapper(Client.class)
interface ClientDao {
  @SqlUpdate("""
      INSERT INTO client (id, name, hash_key, key_id, created_at)
      SELECT :id, :name, :hashKey, k.id, :now FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String id, String name, byte[] hashKey, String keyId, Instant now);

  /** @param expiresAt null if it never expires */
  @SqlUpdate("""
      INSERT INTO client_key (key_hash, client_id, scopes, expires_at, created_at) VALUES (:keyHash, :clientId, :scopes, :expiresAt, :now)
      """)
  void insertKey(byte[] keyHash, String clientId, String scopes, Instant expiresAt, Instant now);

  @SqlQuery("SELECT id, name, key_id, hash_key FROM client WHERE name = :name")
  Optional<Client> byName(String name);

  /** Whoever showed a key that is not revoked; it may have expired. */
  @SqlQuery("""
      SELECT c.id, c.name, c.key_id, c.hash_key, k.scopes, k.expires_at, k.used_on FROM client c JOIN client_key k ON k.client_id = c.id
      WHERE k.key_hash = :keyHash AND k.revoked_at IS NULL
      """)
  Optional<Shown> byKey(byte[] keyHash);

  @SqlQuery("SELECT id, name, key_id, hash_key FROM client WHERE id = :id")
  Client byId(String id);

  /** Those that were revoked too. */
  @SqlQuery("""
      SELECT key_hash, created_at, expires_at, revoked_at FROM client_key WHERE client_id = :clientId ORDER BY created_at
      """)
  List<ClientKey> keysOf(String clientId);

  /** @return false if it was revoked before */
  @SqlUpdate("UPDATE client_key SET revoked_at = :now WHERE key_hash = :keyHash AND revoked_at IS NULL")
  boolean revoke(byte[] keyHash, Instant now);

  /** @return false if that is known */
  @SqlUpdate("UPDATE client_key SET used_on = :day WHERE key_hash = :keyHash AND (used_on IS NULL OR used_on < :day)")
  boolean noteUse(byte[] keyHash, String day);

  /** All clients by name, with each key that is not revoked, the newest first. */
  @SqlQuery("""
      SELECT c.name, k.key_hash, k.created_at, k.scopes, k.expires_at, k.used_on
      FROM client c LEFT JOIN client_key k ON k.client_id = c.id AND k.revoked_at IS NULL ORDER BY c.name, k.created_at DESC
      """)
  List<Row> all();

  /** Clients all of whose keys expire, the last one by this moment; the most urgent first. */
  @SqlQuery("""
      SELECT c.id, c.name, MAX(k.expires_at) AS expires_at FROM client c JOIN client_key k ON k.client_id = c.id AND k.revoked_at IS NULL
      GROUP BY c.id, c.name HAVING COUNT(*) = COUNT(k.expires_at) AND MAX(k.expires_at) <= :until ORDER BY MAX(k.expires_at), c.name
      """)
  List<ClientKeys.Expiring> expiring(Instant until);

  /** Whether the client can still show a key, by now or once the clock is set right: one that is not revoked. */
  @SqlQuery("SELECT EXISTS (SELECT 1 FROM client_key WHERE client_id = :clientId AND revoked_at IS NULL)")
  boolean hasKey(String clientId);

  @SqlQuery("SELECT id, number FROM webhook WHERE client_id = :clientId AND number = ANY(:numbers)")
  List<Webhook> webhooks(String clientId, List<Long> numbers);

  @SqlQuery("SELECT id, number FROM webhook WHERE client_id = :clientId AND disabled_at IS NULL FOR UPDATE")
  List<Webhook> liveWebhooks(String clientId);

  @SqlUpdate("""
      UPDATE webhook SET disabled_at = :now, disabled_because = 'client-revoked' WHERE client_id = :clientId AND disabled_at IS NULL
      """)
  void disableWebhooks(String clientId, Instant now);

  /** @param number how events name it */
  record Webhook(String id, int number) {}

  /** @return how many keys of this client, that expire then, it was not told of before */
  @SqlUpdate("""
      UPDATE client_key SET warned_at = :now
      WHERE client_id = :clientId AND expires_at = :expiresAt AND revoked_at IS NULL AND warned_at IS NULL
      """)
  int warn(String clientId, Instant expiresAt, Instant now);

  /** A client, and of the key that was shown what it may. */
  record Shown(String id, String name, String keyId, byte[] hashKey, String scopes, Instant expiresAt, String usedOn) {
    Caller caller() {
      return new Caller(new Client(id, name, keyId, hashKey), Scope.stored(scopes), expiresAt, usedOn);
    }

    @Override
    public String toString() {
      return "Shown[" + name + "]";
    }
  }

  /** A client and one of its keys; of a client without any the rest is null. */
  record Row(String name, byte[] keyHash, Instant createdAt, String scopes, Instant expiresAt, String usedOn) {
    /** @return null without a key */
    ClientView.Key view() {
      return keyHash == null
          ? null
          : new ClientView.Key(ClientKey.id(keyHash), createdAt, Scope.words(Scope.stored(scopes)), expiresAt,
              usedOn);
    }

    @Override
    public String toString() {
      return "Row[" + name + "]";
    }
  }
}
