package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Ends many invitations at once without opening any, and lists those that a key or a time concerned. Both walk in the order of posting, a
 * stretch of numbers at a time: however few of a million it concerns, no statement reads more than a stretch.
 */
public interface VoidingDao {
  @SqlQuery("SELECT COALESCE(MIN(number), 0) - 1 FROM invitation")
  long beforeFirst();

  @SqlQuery("SELECT COALESCE(MAX(number), 0) FROM invitation")
  long last();

  /** Locks the invitations of a stretch that are in scope: the live ones, and those that whoever opened them may still fetch. */
  @SqlQuery("""
      SELECT id, client_id FROM invitation
      WHERE number > :after AND number <= :upTo AND (ended_at IS NULL AND expires_at > :expiringAfter OR opened_at IS NOT NULL AND share IS NOT NULL)
        AND (created_at <= :madeUntil OR created_at > :now) AND (mailed_at IS NULL OR mailed_at >= :mailedSince) AND level IN (<levels>)
      ORDER BY number FOR UPDATE
      """)
  @RegisterConstructorMapper(Live.class)
  List<Live> live(long after, long upTo, Instant madeUntil, Instant now, Instant mailedSince, Instant expiringAfter,
      @BindList("levels") List<String> levels);

  /** Whatever their state; codes, mails and envelopes are erased beside it. The contact goes too: to keep its harmless half it would have to be opened. */
  @SqlUpdate("""
      UPDATE invitation SET state = 'revoked', attention = :attention, ended_at = :now,""" + Erased.ALL + """
        , ticket_hash = NULL, erased_at = :now
      WHERE id IN (<ids>)
      """)
  int end(@BindList("ids") List<String> ids, String attention, Instant now);

  @SqlUpdate("UPDATE opening SET ticket_hash = NULL WHERE invitation_id IN (<ids>)")
  int eraseTickets(@BindList("ids") List<String> ids);

  @SqlUpdate("DELETE FROM code WHERE invitation_id IN (<ids>)")
  int eraseCodes(@BindList("ids") List<String> ids);

  @SqlUpdate("DELETE FROM outbox WHERE invitation_number IN (SELECT number FROM invitation WHERE id IN (<ids>)) AND kind = 'invitation'")
  int eraseMailsOwed(@BindList("ids") List<String> ids);

  @SqlUpdate("DELETE FROM envelope WHERE invitation_number IN (SELECT number FROM invitation WHERE id IN (<ids>))")
  int eraseEnvelopes(@BindList("ids") List<String> ids);

  /**
   * The invitations of a stretch that lay in the database sealed between two moments, and whose mail left after a third or waits, or of whom
   * a notice may have been owed since a fourth. After its end an invitation lies there until it is erased. One posted later than now is older
   * than it says, because the clock was set back; and so it may have been erased earlier than it was ended or mailed.
   */
  @SqlQuery("""
      SELECT id, level, state, created_at, mailed_at, ended_at, erased_at FROM invitation
      WHERE number > :after AND number <= :upTo AND (created_at <= :until OR created_at > :now)
        AND ((COALESCE(content_erased_at, erased_at) IS NULL OR COALESCE(content_erased_at, erased_at) >= :since OR ended_at >= :since OR mailed_at >= :since)
            AND (mailed_at IS NULL OR mailed_at >= :mailedSince) AND level IN (<levels>)
          OR warned_at BETWEEN :noticeSince AND :until
          OR state IN ('locked', 'undeliverable') AND ended_at BETWEEN :noticeSince AND :until)
      ORDER BY number
      """)
  @RegisterConstructorMapper(Exposed.class)
  List<Exposed> exposed(long after, long upTo, Instant since, Instant until, Instant now, Instant mailedSince, Instant noticeSince,
      @BindList("levels") List<String> levels);

  /** One that is to be ended. */
  record Live(String id, String clientId) {}

  /** One line of the statement of what could have been read. */
  record Exposed(String id, String level, String state, Instant createdAt, Instant mailedAt, Instant endedAt, Instant erasedAt) {}
}
