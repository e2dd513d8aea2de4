package nl.sluis.conference;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * SQL for what is to be deleted at a service. Each statement takes one batch. A gateway that begins to delete counts an attempt first, so that no post
 * and no other gateway goes on with the same.
 */
@RegisterConstructorMapper(ConferenceRow.class)
public interface OwedDao {
  /** Whether a sweep would change anything: each write costs a force to disk, also where it finds nothing. */
  @SqlQuery("""
      SELECT EXISTS (SELECT 1 FROM conference WHERE due_at <= :now AND state IN ('intended', 'owed'))
        OR EXISTS (SELECT 1 FROM conference WHERE state = 'held' AND ends_at <= :since)
        OR EXISTS (SELECT 1 FROM conference WHERE state = 'deleted' AND ends_at <= :since AND deleted_at <= :since)
      """)
  boolean hasWork(Instant now, Instant since);

  /** Locks what is due, the longest first: what is owed, and what was intended and has no invitations. */
  @SqlQuery("SELECT " + ConferenceDao.COLUMNS + """
       FROM conference WHERE due_at <= :now AND state IN ('intended', 'owed') ORDER BY due_at LIMIT :batch FOR UPDATE
      """)
  List<ConferenceRow> due(Instant now, int batch);

  /** @param dueAt when another may try, if this gateway ends before it is done */
  @SqlUpdate("UPDATE conference SET attempts = attempts + 1, post_hash = NULL, due_at = :dueAt WHERE id = :id")
  void claim(String id, Instant dueAt);

  /** Its post is over, and nobody knows whether it was made: the same may be posted anew at once, and the host is free. */
  @SqlUpdate("UPDATE conference SET attempts = attempts + 1, post_hash = NULL WHERE id = :id AND state = 'intended'")
  void giveUpUnknown(String id);

  /** It may still be there. */
  @SqlUpdate("UPDATE conference SET due_at = :dueAt WHERE id = :id AND state IN ('intended', 'owed')")
  void postpone(String id, Instant dueAt);

  /** It is gone at the service: what had invitations is kept as long as their tombstones. */
  @SqlUpdate("UPDATE conference SET state = 'deleted', deleted_at = :now, due_at = NULL WHERE id = :id AND state = 'owed' AND held_at IS NOT NULL")
  boolean markDeleted(String id, Instant now);

  @SqlUpdate("DELETE FROM conference WHERE id = :id AND state IN ('intended', 'owed') AND held_at IS NULL")
  boolean forget(String id);

  /** A post was given up behind the service's back. @return false if it has invitations, or its key is no longer active */
  @SqlUpdate("""
      UPDATE conference SET state = 'owed', owed_since = :now, due_at = :dueAt, post_hash = NULL, reference = :reference, key_id = :keyId
      WHERE id = :id AND state = 'intended' AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  boolean giveUp(String id, byte[] reference, String keyId, Instant now, Instant dueAt);

  /**
   * Meetings to come of which nobody is invited any more: no invitation can be opened, and none was opened or closed. They follow each other by
   * their starts.
   *
   * @param after the start of the last one that was looked at, or now; {@code afterId} of those with that very start
   */
  @SqlQuery("SELECT " + ConferenceDao.COLUMNS + """
       FROM conference WHERE state = 'held' AND starts_at >= :after AND (starts_at > :after OR id > :afterId) ORDER BY starts_at, id LIMIT :batch
      """)
  List<ConferenceRow> toCome(Instant after, String afterId, int batch);

  /** @return those of these */
  @SqlQuery("""
      SELECT id FROM conference
      WHERE id = ANY(:ids) AND state = 'held' AND starts_at > :now AND NOT EXISTS (
        SELECT 1 FROM invitation i WHERE i.client_id = conference.client_id AND i.meeting_hash = conference.meeting_hash
          AND COALESCE(i.sequence, 0) = conference.sequence
          AND (i.ended_at IS NULL AND i.expires_at > :now OR i.state IN ('opened', 'closed')))
      """)
  List<String> deserted(List<String> ids, Instant now);

  /** @see #deserted */
  @SqlUpdate("""
      UPDATE conference SET state = 'owed', owed_since = :now, due_at = :now
      WHERE id = ANY(:ids) AND state = 'held' AND starts_at > :now AND NOT EXISTS (
        SELECT 1 FROM invitation i WHERE i.client_id = conference.client_id AND i.meeting_hash = conference.meeting_hash
          AND COALESCE(i.sequence, 0) = conference.sequence
          AND (i.ended_at IS NULL AND i.expires_at > :now OR i.state IN ('opened', 'closed')))
      """)
  int oweDeserted(List<String> ids, Instant now);

  /** Retention ends what is left of them, at the service too. */
  @SqlUpdate("""
      UPDATE conference SET state = 'owed', owed_since = :now, due_at = :now
      WHERE state = 'held' AND ends_at <= :since AND id IN (SELECT id FROM conference WHERE state = 'held' AND ends_at <= :since LIMIT :batch)
      """)
  int oweEnded(Instant since, Instant now, int batch);

  @SqlUpdate("""
      DELETE FROM conference WHERE state = 'deleted' AND ends_at <= :since AND deleted_at <= :since
        AND id IN (SELECT id FROM conference WHERE state = 'deleted' AND ends_at <= :since AND deleted_at <= :since LIMIT :batch)
      """)
  int forgetDeleted(Instant since, int batch);

  /** Owed for long, and nobody was told. @param first before all, so that only what is due at any time is read */
  @SqlQuery("SELECT " + ConferenceDao.COLUMNS + """
       FROM conference WHERE due_at > :first AND state = 'owed' AND owed_since <= :since AND told_at IS NULL AND held_at IS NOT NULL
      ORDER BY due_at LIMIT :batch
      """)
  List<ConferenceRow> untold(Instant first, Instant since, int batch);

  /** @return false if another gateway told it, or it is gone */
  @SqlUpdate("UPDATE conference SET told_at = :now WHERE id = :id AND state = 'owed' AND told_at IS NULL")
  boolean markTold(String id, Instant now);

  /** How many are owed since before a moment. @param first as above */
  @SqlQuery("SELECT COUNT(*) FROM conference WHERE due_at > :first AND state = 'owed' AND owed_since <= :since")
  int owedSince(Instant first, Instant since);

  /** Those that are sealed, one after the other, so that their hashes can be made anew. */
  @SqlQuery("SELECT " + ConferenceDao.COLUMNS + " FROM conference WHERE id > :after AND reference IS NOT NULL ORDER BY id LIMIT :batch")
  List<ConferenceRow> sealedBehind(String after, int batch);

  @SqlUpdate("UPDATE conference SET host_hash = :hostHash, provider_id_hash = :providerIdHash WHERE id = :id")
  void rehash(String id, byte[] hostHash, byte[] providerIdHash);
}
