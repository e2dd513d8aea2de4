package nl.sluis.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Mails owed. A courier claims a row by a lease, so that of many gateways one sends, and a dead one's rows come free. */
public interface OutboxDao {
  /** False if the key is no longer the active one. */
  @SqlUpdate("""
      INSERT INTO outbox (id, invitation_id, kind, payload, key_id, due_at, expires_at)
      SELECT :id, :invitationId, :kind, :payload, k.id, :now, :expiresAt
      FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(String id, String invitationId, String kind, byte[] payload, String keyId, Instant now, Instant expiresAt);

  @SqlQuery("""
      SELECT id FROM outbox
      WHERE due_at <= :now AND (leased_until IS NULL OR leased_until <= :now) AND expires_at > :now
      ORDER BY due_at LIMIT :limit
      """)
  List<String> due(Instant now, int limit);

  @SqlUpdate("""
      UPDATE outbox SET lease = :lease, leased_until = :until, attempts = attempts + 1
      WHERE id = :id AND due_at <= :now AND (leased_until IS NULL OR leased_until <= :now) AND expires_at > :now
      """)
  boolean claim(String id, String lease, Instant until, Instant now);

  @SqlQuery("SELECT id, invitation_id, kind, attempts, key_id, payload FROM outbox WHERE id = :id AND lease = :lease")
  @RegisterConstructorMapper(OutboxEntry.class)
  Optional<OutboxEntry> claimed(String id, String lease);

  @SqlUpdate("UPDATE outbox SET lease = NULL, leased_until = NULL, due_at = :dueAt WHERE id = :id AND lease = :lease")
  void postpone(String id, String lease, Instant dueAt);

  /** Who stops lets another gateway begin at once. */
  @SqlUpdate("UPDATE outbox SET lease = NULL, leased_until = NULL WHERE id = :id AND lease = :lease")
  void giveBack(String id, String lease);

  @SqlUpdate("UPDATE outbox SET lease = NULL, leased_until = NULL WHERE lease IS NOT NULL")
  void releaseAll();

  /** The mail left: nobody needs to send it again, whoever holds the lease by now. */
  @SqlUpdate("DELETE FROM outbox WHERE id = :id")
  void erase(String id);

  /** The mail was refused: false if the lease ended and another may have sent it meanwhile. */
  @SqlUpdate("DELETE FROM outbox WHERE id = :id AND lease = :lease")
  boolean giveUp(String id, String lease);
}
