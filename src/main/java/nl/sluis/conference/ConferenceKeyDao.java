package nl.sluis.conference;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for the one key of hashes of hosts and meetings. */
@RegisterConstructorMapper(ConferenceKeyDao.Row.class)
public interface ConferenceKeyDao {
  @SqlQuery("SELECT id, hash_key, key_id FROM conference_key")
  Optional<Row> find();

  /** Whoever intends a meeting waits here for all others. */
  @SqlQuery("SELECT id, hash_key, key_id FROM conference_key FOR UPDATE")
  Optional<Row> lock();

  /** Of two at once the second fails, and is run again. @return false if its key is no longer the active one */
  @SqlUpdate("""
      INSERT INTO conference_key (id, hash_key, key_id)
      SELECT :id, :hashKey, k.id FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String id, byte[] hashKey, String keyId);

  @SqlUpdate("DELETE FROM conference_key")
  boolean erase();

  /** @param hashKey sealed */
  record Row(String id, byte[] hashKey, String keyId) {
    @Override
    public String toString() {
      return "ConferenceKey[" + keyId + "]";
    }
  }
}
