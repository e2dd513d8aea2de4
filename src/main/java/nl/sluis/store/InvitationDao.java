package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * SQL for invitations. It is called by {@link Invitations}, which locks a row before it decides about it, and sees to the seal.
 */
public interface InvitationDao {
  String COLUMNS = """
      id, client_id, access_hash, meeting_hash, level, state, attention, failures, tried_at, warned_at, code_sent_at, created_at,
      mailed_at, opened_at, ended_at, expires_at, envelope_hash, ack_hash, ticket_hash, fetches, key_id, contact, seal, erased_at
      """;

  String INSERT = """
      INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, mailed_at, expires_at,
        key_id, contact, share, envelope_hash, ack_hash, seal)
      SELECT :id, :clientId, :accessHash, :meetingHash, :level, :state, :createdAt, :mailedAt, :expiresAt,
        k.id, :contact, :share, :envelopeHash, :ackHash, :seal
      FROM sealing_key k WHERE k.id = :keyId AND k.state = 'active'
      """;

  /** Stores a new invitation; false if its key is no longer the active one. */
  @SqlUpdate(INSERT)
  boolean insert(@BindMethods NewInvitation invitation);

  /** @return for each 1, or 0 if its key is no longer the active one */
  @SqlBatch(INSERT)
  int[] insertAll(@BindMethods List<NewInvitation> invitations);

  /** Of invitations that are there. */
  @SqlBatch("INSERT INTO envelope (invitation_number, envelope) SELECT number, :envelope FROM invitation WHERE id = :id")
  int[] insertEnvelopes(@BindMethods List<NewInvitation> invitations);

  /** The same as {@link #lock}, by its link and while it can be opened: whoever asks of another one locks nothing. */
  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE access_hash = :accessHash AND ended_at IS NULL AND expires_at > :now FOR UPDATE")
  Optional<Invitation> lockOpen(byte[] accessHash, Instant now);

  /** Nobody else changes the row until this transaction ends. */
  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = :id FOR UPDATE")
  Optional<Invitation> lock(String id);

  /** The same for many, in one order for all, so that of two who lock many none waits for the other. */
  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
  List<Invitation> lockAll(List<String> ids);

  /** Stores what may change of live or opened invitations. */
  @SqlBatch("""
      UPDATE invitation SET state = :state, attention = :attention, failures = :failures, tried_at = :triedAt, warned_at = :warnedAt,
        code_sent_at = :codeSentAt, mailed_at = :mailedAt, opened_at = :openedAt, ended_at = :endedAt, envelope_hash = :envelopeHash,
        ack_hash = :ackHash, ticket_hash = :ticketHash, fetches = :fetches, seal = :seal
      WHERE id = :id
      """)
  int[] update(@BindMethods List<Change> changes);

  /** Erases what could open an invitation, and leaves a contact of names only. False if the key of that is no longer active. */
  @SqlUpdate("""
      UPDATE invitation SET share = NULL, key_id = :keyId, contact = :contact
      WHERE id = :id AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  boolean eraseContent(String id, String keyId, byte[] contact);

  /** Those that have one of these ids or access hashes; of a sealed invitation somebody else drew them. */
  @SqlQuery("""
      SELECT id, access_hash FROM invitation WHERE id IN (<ids>)
      UNION ALL SELECT id, access_hash FROM invitation WHERE access_hash IN (<accessHashes>)
      """)
  List<Taken> taken(@BindList("ids") List<String> ids, @BindList("accessHashes") List<byte[]> accessHashes);

  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = :id")
  Optional<Invitation> byId(String id);

  /** Of those that are still there, in no order. */
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

  @SqlQuery("SELECT id FROM invitation WHERE ticket_hash = :ticketHash")
  Optional<String> idOfTicket(byte[] ticketHash);

  @SqlQuery("""
      SELECT i.id, i.key_id, i.share, e.envelope, i.envelope_hash FROM invitation i JOIN envelope e ON e.invitation_number = i.number
      WHERE i.ticket_hash = :ticketHash
      """)
  @RegisterConstructorMapper(Releasable.class)
  Optional<Releasable> releasable(byte[] ticketHash);

  @SqlQuery("SELECT id, ack_hash FROM invitation WHERE ticket_hash = :ticketHash AND opened_at > :since")
  @RegisterConstructorMapper(Acknowledgeable.class)
  Optional<Acknowledgeable> acknowledgeable(byte[] ticketHash, Instant since);

  /** Erases what could open an opened invitation, and whom it was for. */
  @SqlUpdate("""
      UPDATE invitation SET""" + Erased.CONTENT + """
        , erased_at = :now
      WHERE id = :id AND state = 'opened' AND key_id IS NOT NULL
      """)
  boolean eraseOpened(String id, Instant now);

  /**
   * Erases the same of a row that is not as a gateway left it. What proves who the visitor is stays until the ten minutes are over, so that
   * the same acknowledgement again has the same answer.
   */
  @SqlUpdate("""
      UPDATE invitation SET state = 'tampered', attention = 'tampered', ended_at = COALESCE(ended_at, :now),""" + Erased.CONTENT + """
        , erased_at = :now
      WHERE id = :id
      """)
  void eraseTampered(String id, Instant now);

  @SqlUpdate("DELETE FROM code WHERE invitation_id = :id")
  void eraseCode(String id);

  @SqlUpdate("DELETE FROM outbox WHERE invitation_number = (SELECT number FROM invitation WHERE id = :id) AND kind = 'invitation'")
  void eraseMailOwed(String id);

  /** It goes with every statement that erases the share. */
  @SqlUpdate("DELETE FROM envelope WHERE invitation_number = (SELECT number FROM invitation WHERE id = :id)")
  void eraseEnvelope(String id);

  /** A row as it is to be, with its seal. */
  record Change(@Nested InvitationRow row, byte[] seal) {
    @Override
    public String toString() {
      return "Change[" + row.id() + "]";
    }
  }

  /** What a release hands over; the share still sealed. */
  record Releasable(String id, String keyId, byte[] share, byte[] envelope, byte[] envelopeHash) {
    @Override
    public String toString() {
      return "Releasable[" + id + "]";
    }
  }

  /** What another invitation may not have too. */
  record Taken(String id, byte[] accessHash) {
    @Override
    public String toString() {
      return "Taken[" + id + "]";
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
