package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for where meetings stand. It is called by {@link Meetings}, which sees to the seal. */
@RegisterConstructorMapper(Standing.class)
public interface MeetingDao {
  String COLUMNS = "id, client_id, sequence, cancelled_at, created_at, changed_at, key_id, seal";

  /**
   * Makes a row, locked by this transaction.
   *
   * @param below no invitation of it has this sequence or a higher one
   * @return false if there is one, or an invitation of such a sequence, or the key is no longer active
   */
  @SqlUpdate("""
      INSERT INTO meeting (id, client_id, sequence, cancelled_at, created_at, changed_at, key_id, seal)
      SELECT :id, :clientId, :sequence, :cancelledAt, :createdAt, :changedAt, k.id, :seal FROM sealing_key k
      WHERE k.id = :keyId AND k.state = 'active' AND NOT EXISTS (SELECT 1 FROM meeting WHERE id = :id)
        AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.client_id = :clientId AND i.meeting_hash = :hash AND i.sequence >= :below)
      """)
  boolean insert(@BindMethods Standing standing, byte[] hash, long below);

  @SqlQuery("SELECT " + COLUMNS + " FROM meeting WHERE id = :id FOR UPDATE")
  Optional<Standing> lock(String id);

  @SqlQuery("SELECT " + COLUMNS + " FROM meeting WHERE id = :id")
  Optional<Standing> find(String id);

  /** All that the seal covers: of a row that was changed past the gateway too. @return false if the key is no longer active */
  @SqlUpdate("""
      UPDATE meeting SET client_id = :clientId, sequence = :sequence, cancelled_at = :cancelledAt, created_at = :createdAt, changed_at = :changedAt,
        key_id = :keyId, seal = :seal
      WHERE id = :id AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  boolean update(@BindMethods Standing standing);

  /** Of these the ones without an invitation; others may post to them meanwhile, so they are locked first. */
  @SqlQuery("SELECT id FROM meeting WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
  List<String> lockAll(List<String> ids);

  @SqlUpdate("DELETE FROM meeting WHERE id = :id AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.client_id = meeting.client_id AND i.meeting_hash = :hash)")
  void removeEmpty(String id, byte[] hash);

  @SqlUpdate("DELETE FROM meeting WHERE id = :id")
  void erase(String id);

  @SqlUpdate("DELETE FROM meeting WHERE id IN (SELECT id FROM meeting WHERE key_id = :keyId LIMIT :batch)")
  int eraseUnder(String keyId, int batch);

  /** Tombstones whose time is over, with the meetings that may go with them. */
  @SqlQuery("""
      SELECT id, client_id, meeting_hash FROM invitation i
      WHERE ended_at BETWEEN :first AND :since AND OCTET_LENGTH(ticket_hash) IS NULL
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.invitation_number = i.number)
      LIMIT :batch
      """)
  @RegisterConstructorMapper(Tombstone.class)
  List<Tombstone> tombstones(Instant first, Instant since, int batch);

  /** One that may go. */
  record Tombstone(String id, String clientId, byte[] meetingHash) {
    @Override
    public String toString() {
      return "Tombstone[" + id + "]";
    }
  }
}
