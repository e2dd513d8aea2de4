package nl.sluis.bounce;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for the one key of the tags. */
public interface BounceKeyDao {
  @SqlQuery("SELECT id, hash_key, key_id FROM bounce_key")
  @RegisterConstructorMapper(Row.class)
  Optional<Row> find();

  /** @return false if its key is no longer the active one */
  @SqlUpdate("""
      INSERT INTO bounce_key (id, hash_key, drawn_at, key_id)
      SELECT :id, :hashKey, :now, k.id FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String id, byte[] hashKey, Instant now, String keyId);

  @SqlUpdate("DELETE FROM bounce_key")
  void erase();

  /** @param hashKey sealed */
  record Row(String id, byte[] hashKey, String keyId) {
    @Override
    public String toString() {
      return "BounceKey[" + keyId + "]";
    }
  }
}
