package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * SQL for invitations. A decision and its change are one statement, and the row count is the answer. It is called by {@link Invitations}, which
 * sees to the seal.
 */
@RegisterRowMapper(InvitationMapper.class)
public interface InvitationDao {
  String COLUMNS = """
      id, client_id, access_hash, meeting_hash, level, state, attention, failures, tried_at, warned_at, code_sent_at, created_at,
      mailed_at, opened_at, ended_at, expires_at, envelope_hash, ack_hash, ticket_hash, fetches, key_id, contact, seal, erased_at
      """;

  /** Stores a new invitation; false if its key is no longer the active one. */
  @SqlUpdate("""
      INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, mailed_at, expires_at,
        key_id, contact, share, envelope, envelope_hash, ack_hash, seal)
      SELECT :id, :clientId, :accessHash, :meetingHash, :level, :state, :createdAt, :mailedAt, :expiresAt,
        k.id, :contact, :share, :envelope, :envelopeHash, :ackHash, :seal
      FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """)
  boolean insert(@BindMethods NewInvitation invitation, byte[] seal);

  /** Nobody else changes the row until this transaction ends. */
  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = :id FOR UPDATE")
  Optional<Invitation> lock(String id);

  /** The same for many, in one order for all, so that of two who lock many none waits for the other. */
  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
  List<Invitation> lockAll(List<String> ids);

  @SqlUpdate("UPDATE invitation SET seal = :seal WHERE id = :id")
  void putSeal(String id, byte[] seal);

  @SqlBatch("UPDATE invitation SET seal = :seal WHERE id = :id")
  void putSeals(@Bind("id") List<String> ids, @Bind("seal") List<byte[]> seals);

  /** True if one of the two is taken; of a sealed invitation somebody else drew them. */
  @SqlQuery("""
      SELECT EXISTS (SELECT 1 FROM invitation WHERE id = :id) OR EXISTS (SELECT 1 FROM invitation WHERE access_hash = :accessHash)
      """)
  boolean exists(String id, byte[] accessHash);

  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = :id")
  Optional<Invitation> byId(String id);

  /** In no order. */
  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = ANY(:ids)")
  List<Invitation> byIds(List<String> ids);

  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = :id AND client_id = :clientId")
  Optional<Invitation> byIdOf(String id, String clientId);

  /** Of those that are still there, in no order. */
  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE client_id = :clientId AND id IN (<ids>)")
  List<Invitation> allOf(String clientId, @BindList("ids") List<String> ids);

  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE access_hash = :accessHash")
  Optional<Invitation> byAccess(byte[] accessHash);

  /** The invitations of one meeting in the order of their posting, after a given one. */
  @SqlQuery("SELECT " + COLUMNS + """
       FROM invitation WHERE client_id = :clientId AND meeting_hash = :meetingHash
        AND number > COALESCE((SELECT number FROM invitation WHERE id = :after AND client_id = :clientId), 0)
      ORDER BY number LIMIT :limit
      """)
  List<Invitation> ofMeeting(String clientId, byte[] meetingHash, String after, int limit);

  /** Counts one try before anything is compared: true if there was one left, false if none, ended or expired. */
  @SqlUpdate("""
      UPDATE invitation SET failures = failures + 1, tried_at = :now
      WHERE id = :id AND failures < :limit AND state IN ('queued', 'mailed') AND expires_at > :now
      """)
  boolean spendTry(String id, int limit, Instant now);

  /** Gives a right answer its own try back. */
  @SqlUpdate("UPDATE invitation SET failures = failures - 1 WHERE id = :id AND failures > 0")
  boolean giveBackTry(String id);

  /** One warning per invitation: true for the first that finds this many failures. */
  @SqlUpdate("""
      UPDATE invitation SET warned_at = :now
      WHERE id = :id AND warned_at IS NULL AND failures >= :failures AND state IN ('queued', 'mailed')
      """)
  boolean warn(String id, int failures, Instant now);

  @SqlUpdate("UPDATE invitation SET code_sent_at = :now WHERE id = :id")
  boolean startCode(String id, Instant now);

  @SqlUpdate("UPDATE invitation SET attention = :attention WHERE id = :id AND state IN ('queued', 'mailed')")
  boolean callAttention(String id, String attention);

  @SqlUpdate("""
      UPDATE invitation SET state = 'mailed', mailed_at = :now WHERE id = ANY(:ids) AND state = 'queued'
      """)
  void markMailed(List<String> ids, Instant now);

  /** Lets one visitor through: of two at once, one gets true. */
  @SqlUpdate("""
      UPDATE invitation SET state = 'opened', opened_at = :now, ended_at = :now, attention = NULL, ticket_hash = :ticketHash
      WHERE id = :id AND state IN ('queued', 'mailed') AND expires_at > :now
      """)
  boolean release(String id, byte[] ticketHash, Instant now);

  /** Counts one more hand-over to the visitor who holds the ticket. */
  @SqlUpdate("""
      UPDATE invitation SET fetches = fetches + 1
      WHERE ticket_hash = :ticketHash AND state = 'opened' AND opened_at > :since AND fetches < :limit AND envelope IS NOT NULL
      """)
  boolean fetch(byte[] ticketHash, Instant since, int limit);

  @SqlQuery("SELECT id FROM invitation WHERE ticket_hash = :ticketHash")
  Optional<String> idOfTicket(byte[] ticketHash);

  @SqlQuery("SELECT id, key_id, share, envelope, envelope_hash FROM invitation WHERE ticket_hash = :ticketHash AND envelope IS NOT NULL")
  @RegisterConstructorMapper(Releasable.class)
  Optional<Releasable> releasable(byte[] ticketHash);

  @SqlQuery("SELECT id, ack_hash FROM invitation WHERE ticket_hash = :ticketHash AND opened_at > :since")
  @RegisterConstructorMapper(Acknowledgeable.class)
  Optional<Acknowledgeable> acknowledgeable(byte[] ticketHash, Instant since);

  /** Erases what could open an opened invitation, and whom it was for. */
  @SqlUpdate("""
      UPDATE invitation SET key_id = NULL, contact = NULL, share = NULL, envelope = NULL, envelope_hash = NULL, seal = NULL,
        erased_at = :now
      WHERE id = :id AND state = 'opened' AND key_id IS NOT NULL
      """)
  boolean eraseOpened(String id, Instant now);

  /**
   * Erases the same of a row that is not as a gateway left it. What proves who the visitor is stays until the ten minutes are over, so that
   * the same acknowledgement again has the same answer.
   */
  @SqlUpdate("""
      UPDATE invitation SET state = 'tampered', attention = 'tampered', ended_at = COALESCE(ended_at, :now),
        key_id = NULL, contact = NULL, share = NULL, envelope = NULL, envelope_hash = NULL, seal = NULL, erased_at = :now
      WHERE id = :id
      """)
  void eraseTampered(String id, Instant now);

  /** Ends a live invitation: what could open it is erased. False if it was not live, or the key is no longer active. */
  @SqlUpdate("""
      UPDATE invitation SET state = :state, ended_at = :now, attention = :attention, key_id = :keyId, contact = :contact,
        share = NULL, envelope = NULL, envelope_hash = NULL, ack_hash = NULL
      WHERE id = :id AND state IN ('queued', 'mailed') AND expires_at > :now
        AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  boolean end(String id, String state, String attention, String keyId, byte[] contact, Instant now);

  @SqlUpdate("DELETE FROM code WHERE invitation_id = :id")
  void eraseCode(String id);

  @SqlUpdate("DELETE FROM outbox WHERE invitation_id = :id AND kind = 'invitation'")
  void eraseMailOwed(String id);

  /** What a release hands over; the share still sealed. */
  record Releasable(String id, String keyId, byte[] share, byte[] envelope, byte[] envelopeHash) {
    @Override
    public String toString() {
      return "Releasable[" + id + "]";
    }
  }

  /** What an acknowledgement is compared with. */
  record Acknowledgeable(String id, byte[] ackHash) {
    @Override
    public String toString() {
      return "Acknowledgeable[" + id + "]";
    }
  }
}
