package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Deletes and erases what has expired. Each statement takes one batch, and its row count says whether there is more. Conditions on the row stand
 * outside of the sub-select too: PostgreSQL looks again only at those when a row changed while the statement waited for it.
 *
 * <p>Each reads from an index what is due, and nothing else, for it runs every minute. So a state is given, and not a list of them: of a list
 * H2 would read all that is live to find what lapsed.
 */
public interface RetentionDao {
  /**
   * Locks those that lapsed. A visitor's ten minutes come first. That it has no end is asked so, because PostgreSQL would take the index of ends,
   * where all that is live stands without one.
   */
  @SqlQuery("""
      SELECT id, client_id, expires_at, ended_at, opened_at FROM invitation i
      WHERE erased_at IS NULL AND expires_at <= :now AND COALESCE(ended_at, expires_at) = expires_at
        AND NOT EXISTS (SELECT 1 FROM opening o WHERE o.invitation_id = i.id AND o.ticket_hash > CAST('' AS BYTEA))
      LIMIT :batch FOR UPDATE
      """)
  @RegisterConstructorMapper(Lapsed.class)
  List<Lapsed> lapsed(Instant now, int batch);

  /** What was opened stays so. */
  @SqlUpdate("""
      UPDATE invitation SET state = CASE WHEN opened_at IS NULL THEN 'expired' ELSE state END, ended_at = expires_at,""" + Erased.ALL + """
        , erased_at = :now
      WHERE id = ANY(:ids)
      """)
  int expire(List<String> ids, Instant now);

  /** Whom to ask is kept for the page until the invitation would have expired, and as long as a visitor may fetch it. */
  @SqlUpdate("""
      UPDATE invitation SET""" + Erased.CONTENT + """
        , erased_at = :now
      WHERE erased_at IS NULL AND expires_at <= :now AND COALESCE(ended_at <= :now, FALSE) AND OCTET_LENGTH(ticket_hash) IS NULL
        AND id IN (SELECT id FROM invitation i
          WHERE erased_at IS NULL AND expires_at <= :now AND COALESCE(ended_at <= :now, FALSE) AND OCTET_LENGTH(ticket_hash) IS NULL
          AND NOT EXISTS (SELECT 1 FROM opening o WHERE o.invitation_id = i.id AND o.ticket_hash > CAST('' AS BYTEA)) LIMIT :batch)
      """)
  int forgetContacts(Instant now, int batch);

  @SqlUpdate("""
      DELETE FROM code WHERE expires_at <= :since
        AND invitation_id IN (SELECT invitation_id FROM code WHERE expires_at <= :since LIMIT :batch)
      """)
  int eraseCodes(Instant since, int batch);

  @SqlUpdate("""
      DELETE FROM outbox WHERE expires_at <= :now AND number IN (SELECT number FROM outbox WHERE expires_at <= :now LIMIT :batch)
      """)
  int eraseMails(Instant now, int batch);

  /** Of a test gateway; a live one has none. */
  @SqlUpdate("""
      DELETE FROM test_message WHERE sent_at <= :since
        AND number IN (SELECT number FROM test_message WHERE sent_at <= :since LIMIT :batch)
      """)
  int eraseTestMessages(Instant since, int batch);

  /** Marks, codes and openings go with them. @see MeetingDao#tombstones */
  @SqlUpdate("DELETE FROM invitation WHERE id = ANY(:ids) AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.invitation_number = invitation.number)")
  void removeTombstones(List<String> ids);

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

  /** Whatever their state: at the service they are gone too. */
  @SqlUpdate("""
      DELETE FROM conference WHERE ends_at <= :since AND id IN (SELECT id FROM conference WHERE ends_at <= :since LIMIT :batch)
      """)
  int forgetConferences(Instant since, int batch);

  @SqlUpdate("DELETE FROM day_key WHERE id < :today")
  int forgetDays(String today);

  /**
   * One that lapsed.
   *
   * @param endedAt  not null if its end is known and told
   * @param openedAt not null if it was opened, and had openings left
   */
  record Lapsed(String id, String clientId, Instant expiresAt, Instant endedAt, Instant openedAt) {}
}
