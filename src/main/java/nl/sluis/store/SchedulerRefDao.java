package nl.sluis.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for the schedulers' own marks. */
public interface SchedulerRefDao {
  /** @return for each 1, or 0 if its key is no longer the active one */
  @SqlBatch("""
      INSERT INTO scheduler_ref (invitation_id, ref_hash, ref, key_id)
      SELECT :invitationId, :refHash, :ref, k.id FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  int[] insert(@BindMethods List<Row> rows);

  /** Which of these marks are there, and of which invitations. */
  @SqlQuery("SELECT invitation_id, ref_hash, ref, key_id FROM scheduler_ref WHERE ref_hash IN (<hashes>)")
  @RegisterConstructorMapper(Row.class)
  List<Row> byHashes(@BindList("hashes") List<byte[]> hashes);

  @SqlQuery("SELECT invitation_id, ref_hash, ref, key_id FROM scheduler_ref WHERE invitation_id = ANY(:ids)")
  @RegisterConstructorMapper(Row.class)
  List<Row> of(List<String> ids);

  /** Another invitation takes their place: the marks may be given again. */
  @SqlUpdate("UPDATE scheduler_ref SET ref_hash = NULL WHERE invitation_id = ANY(:ids)")
  void free(List<String> ids);

  @SqlUpdate("DELETE FROM scheduler_ref WHERE invitation_id = :invitationId")
  boolean erase(String invitationId);

  @SqlUpdate("DELETE FROM scheduler_ref WHERE invitation_id IN (SELECT invitation_id FROM scheduler_ref WHERE key_id = :keyId LIMIT :batch)")
  int eraseUnder(String keyId, int batch);

  /**
   * @param refHash keyed, of uid, sequence and mark; null once the mark may be given again
   * @param ref     sealed
   */
  record Row(String invitationId, byte[] refHash, byte[] ref, String keyId) {
    @Override
    public String toString() {
      return "Row[" + invitationId + "]";
    }
  }
}
