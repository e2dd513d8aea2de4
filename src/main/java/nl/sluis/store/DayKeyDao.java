package nl.sluis.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for the keys that make the keyed hashes of one day. Their table has its name from the numbers that were hashed first. */
public interface DayKeyDao {
  @SqlUpdate("""
      INSERT INTO day_key (id, hash_key, key_id)
      SELECT :day, :hashKey, k.id FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String day, byte[] hashKey, String keyId);

  @SqlQuery("SELECT id, hash_key, key_id FROM day_key WHERE id = :day")
  @RegisterConstructorMapper(Row.class)
  Optional<Row> find(String day);

  /** @param hashKey sealed */
  record Row(String id, byte[] hashKey, String keyId) {
    @Override
    public String toString() {
      return "DayKey[" + id + "]";
    }
  }
}
