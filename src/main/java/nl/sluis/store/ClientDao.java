package nl.sluis.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Schedulers and the digests of their keys. */
@RegisterConstructorMapper(Client.class)
public interface ClientDao {
  @SqlUpdate("""
      INSERT INTO client (id, name, hash_key, key_id, created_at)
      SELECT :id, :name, :hashKey, k.id, :now FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String id, String name, byte[] hashKey, String keyId, Instant now);

  @SqlUpdate("INSERT INTO client_key (key_hash, client_id, created_at) VALUES (:keyHash, :clientId, :now)")
  void insertKey(byte[] keyHash, String clientId, Instant now);

  @SqlQuery("SELECT id, name, key_id, hash_key FROM client WHERE name = :name")
  Optional<Client> byName(String name);

  @SqlQuery("""
      SELECT c.id, c.name, c.key_id, c.hash_key FROM client c JOIN client_key k ON k.client_id = c.id
      WHERE k.key_hash = :keyHash AND k.revoked_at IS NULL
      """)
  Optional<Client> byKey(byte[] keyHash);

  @SqlQuery("SELECT id, name, key_id, hash_key FROM client WHERE id = :id")
  Client byId(String id);

  @SqlUpdate("UPDATE client_key SET revoked_at = :now WHERE client_id = :clientId AND revoked_at IS NULL")
  int revokeKeys(String clientId, Instant now);
}
