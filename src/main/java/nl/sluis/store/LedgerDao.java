package nl.sluis.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for the ledger of meeting IDs. It is called by {@link MeetingIds}, and by who frees space or ends what does not open. */
public interface LedgerDao {
  /**
   * Enters an ID that no meeting had.
   *
   * @param key    id of the newest
   * @param hashes of the ID under each key
   * @return false if a meeting had it, or the key is gone, or not the newest any more. Of two at once the second fails, and is run again
   */
  @SqlUpdate("""
      INSERT INTO used_meeting_id (id_hash, uid_hash, turn)
      SELECT :idHash, :uidHash, k.turn FROM ledger_key k
      WHERE k.id = :key AND NOT EXISTS (SELECT 1 FROM ledger_key n WHERE n.turn > k.turn)
        AND NOT EXISTS (SELECT 1 FROM used_meeting_id u WHERE u.id_hash IN (<hashes>))
      """)
  boolean enter(byte[] idHash, byte[] uidHash, String key, @BindList("hashes") List<byte[]> hashes);

  /** The oldest first. */
  @SqlQuery("SELECT turn, uid_hash FROM used_meeting_id WHERE id_hash IN (<hashes>) ORDER BY turn")
  @RegisterConstructorMapper(Entry.class)
  List<Entry> find(@BindList("hashes") List<byte[]> hashes);

  /** Enters an ID again under the newest key, so that it is known as long as if it were new. */
  @SqlUpdate("INSERT INTO used_meeting_id (id_hash, uid_hash, turn) VALUES (:idHash, :uidHash, :turn)")
  void enterAgain(byte[] idHash, byte[] uidHash, String turn);

  @SqlUpdate("""
      INSERT INTO ledger_key (id, turn, hash_key, key_id)
      SELECT :id, :turn, :hashKey, k.id FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insertKey(String id, String turn, byte[] hashKey, String keyId);

  /** The oldest first. */
  @SqlQuery("SELECT id, turn, hash_key, key_id FROM ledger_key ORDER BY turn")
  @RegisterConstructorMapper(Key.class)
  List<Key> keys();

  @SqlQuery("SELECT id FROM ledger_key WHERE key_id = :keyId")
  List<String> keysUnder(String keyId);

  @SqlUpdate("DELETE FROM ledger_key WHERE id = :id")
  int eraseKey(String id);

  @SqlUpdate("DELETE FROM used_meeting_id WHERE turn = (SELECT turn FROM ledger_key WHERE id = :id)")
  int eraseEntriesOf(String id);

  /** Of the years before this one. */
  @SqlUpdate("""
      DELETE FROM used_meeting_id WHERE turn < :year
        AND id_hash IN (SELECT id_hash FROM used_meeting_id WHERE turn < :year LIMIT :batch)
      """)
  int forgetEntries(String year, int batch);

  @SqlUpdate("DELETE FROM ledger_key WHERE turn < :year")
  int forgetKeys(String year);

  /** @param uidHash whose meeting it was */
  record Entry(String turn, byte[] uidHash) {
    @Override
    public String toString() {
      return "Entry[redacted]";
    }
  }

  /** @param hashKey sealed */
  record Key(String id, String turn, byte[] hashKey, String keyId) {
    @Override
    public String toString() {
      return "Key[" + turn + "]";
    }
  }
}
