package nl.sluis.store;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The end of things. Each statement takes one batch, and its row count says whether there is more. Conditions stand outside of the
 * sub-select too: PostgreSQL looks again only at those when a row changed while the statement waited for it.
 */
public interface RetentionDao {
  @SqlUpdate("""
      UPDATE invitation SET state = 'expired', ended_at = expires_at,
        key_id = NULL, contact = NULL, share = NULL, envelope = NULL, envelope_hash = NULL, ack_hash = NULL, seal = NULL, erased_at = :now
      WHERE state IN ('queued', 'mailed') AND expires_at <= :now
        AND id IN (SELECT id FROM invitation WHERE state IN ('queued', 'mailed') AND expires_at <= :now LIMIT :batch)
      """)
  int expire(Instant now, int batch);

  /** The visitor's window is over: nothing more is handed out, acknowledged or not. */
  @SqlUpdate("""
      UPDATE invitation SET key_id = NULL, contact = NULL, share = NULL, envelope = NULL, envelope_hash = NULL, ack_hash = NULL,
        ticket_hash = NULL, seal = NULL, erased_at = COALESCE(erased_at, :now)
      WHERE ticket_hash IS NOT NULL AND opened_at <= :since
        AND id IN (SELECT id FROM invitation WHERE ticket_hash IS NOT NULL AND opened_at <= :since LIMIT :batch)
      """)
  int closeWindows(Instant since, Instant now, int batch);

  /** Whom to ask is kept for the page until the invitation would have expired. */
  @SqlUpdate("""
      UPDATE invitation SET key_id = NULL, contact = NULL, seal = NULL, erased_at = :now
      WHERE id IN (SELECT id FROM invitation WHERE state IN ('locked', 'revoked', 'undeliverable')
        AND contact IS NOT NULL AND expires_at <= :now LIMIT :batch)
      """)
  int forgetContacts(Instant now, int batch);

  @SqlUpdate("""
      DELETE FROM code WHERE expires_at <= :since
        AND invitation_id IN (SELECT invitation_id FROM code WHERE expires_at <= :since LIMIT :batch)
      """)
  int eraseCodes(Instant since, int batch);

  @SqlUpdate("DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE expires_at <= :now LIMIT :batch)")
  int eraseMails(Instant now, int batch);

  /** A visitor's ten minutes and a notice still owed come first, however short retention is. */
  @SqlUpdate("""
      DELETE FROM invitation WHERE id IN (SELECT id FROM invitation i WHERE ended_at <= :since AND ticket_hash IS NULL
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.invitation_id = i.id) LIMIT :batch)
      """)
  int removeTombstones(Instant since, int batch);

  @SqlUpdate("""
      DELETE FROM limit_use WHERE (subject, on_day) IN (SELECT subject, on_day FROM limit_use
        WHERE on_day < :today OR on_day < :thisHour AND LENGTH(on_day) > 10 LIMIT :batch)
      """)
  int forgetLimits(String today, String thisHour, int batch);

  @SqlUpdate("""
      DELETE FROM answered_post WHERE posted_at <= :since AND (client_id, key_hash) IN (
        SELECT client_id, key_hash FROM answered_post WHERE posted_at <= :since LIMIT :batch)
      """)
  int forgetAnswers(Instant since, int batch);

  @SqlUpdate("DELETE FROM number_key WHERE id < :today")
  int forgetDays(String today);
}
