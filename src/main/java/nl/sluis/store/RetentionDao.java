package nl.sluis.store;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Deletes and erases what has expired. Each statement takes one batch, and its row count says whether there is more. Conditions on the row stand
 * outside of the sub-select too: PostgreSQL looks again only at those when a row changed while the statement waited for it.
 *
 * <p>Each reads from an index what is due, and nothing else, for it runs every minute. So a state is given, and not a list of them: of a list
 * H2 would read all that is live to find what lapsed.
 */
public interface RetentionDao {
  /** @param state a live one */
  @SqlUpdate("""
      UPDATE invitation SET state = 'expired', ended_at = expires_at,""" + Erased.ALL + """
        , erased_at = :now
      WHERE state = :state AND erased_at IS NULL AND expires_at <= :now
        AND id IN (SELECT id FROM invitation WHERE state = :state AND erased_at IS NULL AND expires_at <= :now LIMIT :batch)
      """)
  int expire(String state, Instant now, int batch);

  /**
   * The envelopes of those that became so at this moment.
   *
   * @param state which they have now
   */
  @SqlUpdate("""
      DELETE FROM envelope WHERE invitation_number IN (SELECT number FROM invitation WHERE state = :state AND erased_at = :now)
      """)
  int eraseEnvelopes(String state, Instant now);

  /**
   * The visitor's window is over: nothing more is handed out, acknowledged or not. Tickets are there as long as windows are, so their index
   * is short; H2 does not look there for what is merely not null.
   */
  @SqlUpdate("""
      UPDATE invitation SET""" + Erased.ALL + """
        , ticket_hash = NULL, erased_at = COALESCE(erased_at, :now)
      WHERE ticket_hash > CAST('' AS BYTEA) AND opened_at <= :since
        AND id IN (SELECT id FROM invitation WHERE ticket_hash > CAST('' AS BYTEA) AND opened_at <= :since LIMIT :batch)
      """)
  int closeWindows(Instant since, Instant now, int batch);

  /**
   * Whom to ask is kept for the page until the invitation would have expired.
   *
   * @param state of one that ended before it expired
   */
  @SqlUpdate("""
      UPDATE invitation SET""" + Erased.CONTENT + """
        , erased_at = :now
      WHERE state = :state AND erased_at IS NULL AND expires_at <= :now AND contact IS NOT NULL
        AND id IN (SELECT id FROM invitation
          WHERE state = :state AND erased_at IS NULL AND expires_at <= :now AND contact IS NOT NULL LIMIT :batch)
      """)
  int forgetContacts(String state, Instant now, int batch);

  @SqlUpdate("""
      DELETE FROM code WHERE expires_at <= :since
        AND invitation_id IN (SELECT invitation_id FROM code WHERE expires_at <= :since LIMIT :batch)
      """)
  int eraseCodes(Instant since, int batch);

  @SqlUpdate("""
      DELETE FROM outbox WHERE expires_at <= :now AND number IN (SELECT number FROM outbox WHERE expires_at <= :now LIMIT :batch)
      """)
  int eraseMails(Instant now, int batch);

  /**
   * A visitor's ten minutes and a notice still owed come first, however short retention is. For H2 there is a first moment, or it would read
   * the live ones too, which its index has before all that ended; and a ticket is asked for its length, or it would take that index, where
   * almost all are null.
   */
  @SqlUpdate("""
      DELETE FROM invitation WHERE ended_at BETWEEN :first AND :since AND OCTET_LENGTH(ticket_hash) IS NULL
        AND id IN (SELECT id FROM invitation i WHERE ended_at BETWEEN :first AND :since AND OCTET_LENGTH(ticket_hash) IS NULL
          AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.invitation_number = i.number) LIMIT :batch)
      """)
  int removeTombstones(Instant first, Instant since, int batch);

  /**
   * Forgets what was used of the days and hours from one name to another, both of them too. An hour's name sorts behind its day's.
   *
   * @see nl.sluis.limit.Window#name
   */
  @SqlUpdate("""
      DELETE FROM limit_use WHERE time_window BETWEEN :first AND :last
        AND (subject, time_window) IN (SELECT subject, time_window FROM limit_use WHERE time_window BETWEEN :first AND :last LIMIT :batch)
      """)
  int forgetLimits(String first, String last, int batch);

  @SqlUpdate("""
      DELETE FROM idempotency WHERE posted_at <= :since AND (client_id, key_hash) IN (
        SELECT client_id, key_hash FROM idempotency WHERE posted_at <= :since LIMIT :batch)
      """)
  int forgetAnswers(Instant since, int batch);

  @SqlUpdate("DELETE FROM day_key WHERE id < :today")
  int forgetDays(String today);
}
