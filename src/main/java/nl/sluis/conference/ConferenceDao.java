package nl.sluis.conference;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for meetings at a service, as posts and schedulers see them. What is to be deleted has {@link OwedDao}. */
@RegisterConstructorMapper(ConferenceRow.class)
public interface ConferenceDao {
  String COLUMNS = "id, client_id, meeting_hash, sequence, state, intended_at, starts_at, ends_at, reference, key_id, attempts, held_at, "
      + "owed_since, deleted_at, told_at, all_in_at";

  /** @return false if its key is no longer the active one */
  @SqlUpdate("""
      INSERT INTO conference (id, client_id, meeting_hash, sequence, state, intended_at, starts_at, ends_at, host_hash, post_hash, reference,
        key_id, due_at)
      SELECT :id, :clientId, :meetingHash, :sequence, 'intended', :now, :startsAt, :endsAt, :hostHash, :postHash, :reference, k.id, :dueAt
      FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String id, String clientId, byte[] meetingHash, int sequence, Instant now, Instant startsAt, Instant endsAt,
      byte[] hostHash,
      byte[] postHash, byte[] reference, String keyId, Instant dueAt);

  /** The intent of the same post, if that is under way. */
  @SqlQuery("SELECT " + COLUMNS + " FROM conference WHERE client_id = :clientId AND post_hash = :postHash")
  Optional<ConferenceRow> ofPost(String clientId, byte[] postHash);

  /** That post is given up: the same may be made anew. */
  @SqlUpdate("UPDATE conference SET post_hash = NULL WHERE id = :id")
  void forgetPost(String id);

  /**
   * Which of these hosts have a meeting in that time, beside those of one uid; of what is only intended that which is younger than a moment.
   */
  @SqlQuery("""
      SELECT DISTINCT host_hash FROM conference
      WHERE ends_at > :startsAt AND starts_at < :endsAt AND host_hash IN (<hosts>)
        AND (state = 'held' OR state = 'intended' AND attempts = 0 AND intended_at > :underWaySince) AND NOT (client_id = :clientId AND meeting_hash = :meetingHash)
      """)
  List<byte[]> busy(@BindList("hosts") List<byte[]> hosts, Instant startsAt, Instant endsAt, Instant underWaySince, String clientId,
      byte[] meetingHash);

  /** It gets invitations in this transaction. @return false if its key is no longer the active one, or a gateway began to delete it */
  @SqlUpdate("""
      UPDATE conference SET state = 'held', provider_id_hash = :providerIdHash, reference = :reference, key_id = :keyId, due_at = NULL,
        post_hash = NULL, held_at = :now
      WHERE id = :id AND state = 'intended' AND attempts = 0
        AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  boolean hold(String id, byte[] providerIdHash, byte[] reference, String keyId, Instant now);

  @SqlQuery("SELECT " + COLUMNS + " FROM conference WHERE id = :id")
  Optional<ConferenceRow> find(String id);

  @SqlQuery("SELECT " + COLUMNS + " FROM conference WHERE provider_id_hash = :providerIdHash AND held_at IS NOT NULL")
  List<ConferenceRow> byProviderId(byte[] providerIdHash);

  /** What was made for those of one sequence, the newest first. */
  @SqlQuery("SELECT " + COLUMNS + """
       FROM conference WHERE client_id = :clientId AND meeting_hash = :meetingHash AND sequence = :sequence AND held_at IS NOT NULL
      ORDER BY held_at DESC LIMIT 1
      """)
  Optional<ConferenceRow> of(String clientId, byte[] meetingHash, int sequence);

  /** All that is held of a meeting is to be deleted, but one. @param but an id that is none for all */
  @SqlUpdate("""
      UPDATE conference SET state = 'owed', owed_since = :now, due_at = :now
      WHERE client_id = :clientId AND meeting_hash = :meetingHash AND state = 'held' AND id <> :but
      """)
  int owe(String clientId, byte[] meetingHash, String but, Instant now);

  /** When all who were invited are inside: once. */
  @SqlUpdate("UPDATE conference SET all_in_at = :now WHERE id = :id AND state = 'held' AND all_in_at IS NULL")
  boolean allIn(String id, Instant now);
}
