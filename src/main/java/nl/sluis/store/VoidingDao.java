package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Ends many invitations at once, without opening any, and tells which a key or a time concerned. */
public interface VoidingDao {
  /** Locks the next live invitations after an id, that were made until then, and whose mail waits or left since then. */
  @SqlQuery("""
      SELECT id FROM invitation
      WHERE id > :after AND state IN ('queued', 'mailed') AND expires_at > :now AND created_at <= :madeUntil
        AND (mailed_at IS NULL OR mailed_at >= :mailedSince)
      ORDER BY id LIMIT :batch FOR UPDATE
      """)
  List<String> live(String after, Instant madeUntil, Instant mailedSince, Instant now, int batch);

  /** Whatever their state. The contact goes too: to keep its harmless half it would have to be opened. */
  @SqlUpdate("""
      UPDATE invitation SET state = 'revoked', attention = :attention, ended_at = :now,
        key_id = NULL, contact = NULL, share = NULL, envelope = NULL, envelope_hash = NULL, ack_hash = NULL, seal = NULL,
        ticket_hash = NULL, erased_at = :now
      WHERE id IN (<ids>)
      """)
  int end(@BindList("ids") List<String> ids, String attention, Instant now);

  @SqlUpdate("DELETE FROM code WHERE invitation_id IN (<ids>)")
  int eraseCodes(@BindList("ids") List<String> ids);

  @SqlUpdate("DELETE FROM outbox WHERE invitation_id IN (<ids>) AND kind = 'invitation'")
  int eraseMailsOwed(@BindList("ids") List<String> ids);

  /** The next invitations after an id that lay in the database sealed between two moments. */
  @SqlQuery("""
      SELECT id, level, state, created_at, mailed_at, ended_at FROM invitation
      WHERE id > :after AND created_at <= :until AND (ended_at IS NULL OR ended_at >= :since)
        AND (mailed_at IS NULL OR mailed_at >= :mailedSince)
      ORDER BY id LIMIT :batch
      """)
  @RegisterConstructorMapper(Exposed.class)
  List<Exposed> exposed(String after, Instant since, Instant until, Instant mailedSince, int batch);

  /** One line of the statement of what could have been read. */
  record Exposed(String id, String level, String state, Instant createdAt, Instant mailedAt, Instant endedAt) {}
}
