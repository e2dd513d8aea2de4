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
      mailed_at, opened_at, ended_at, expires_at, envelope_hash, ack_hash, ticket_hash, fetches, sequence, opens_from, openings,
      openings_hash, asked_at, told_at, key_id, contact, seal, erased_at, content_erased_at
      """;

  String INSERT = """
      INSERT INTO invitation (id, client_id, access_hash, meeting_hash, level, state, created_at, mailed_at, expires_at,
        sequence, opens_from, openings, key_id, contact, share, envelope_hash, ack_hash, seal)
      SELECT :id, :clientId, :accessHash, :meetingHash, :level, :state, :createdAt, :mailedAt, :expiresAt,
        :sequence, :opensFrom, :openings, k.id, :contact, :share, :envelopeHash, :ackHash, :seal
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
  @SqlQuery("SELECT " + COLUMNS + " FROM invitation WHERE id = ANY(:ids) ORDER BY number FOR UPDATE")
  List<Invitation> lockAll(List<String> ids);

  /** Stores what may change of live or opened invitations. */
  @SqlBatch("""
      UPDATE invitation SET state = :state, attention = :attention, failures = :failures, tried_at = :triedAt, warned_at = :warnedAt,
        code_sent_at = :codeSentAt, mailed_at = :mailedAt, opened_at = :openedAt, ended_at = :endedAt, envelope_hash = :envelopeHash,
        ack_hash = :ackHash, ticket_hash = :ticketHash, fetches = :fetches, openings_hash = :openingsHash, asked_at = :askedAt, told_at = :toldAt,
        contact = COALESCE(:contact, contact), seal = :seal
      WHERE id = :id
      """)
  int[] update(@BindMethods List<Change> changes);

  /** Erases what could open invitations, and leaves of a contact whom to ask. @return for each 1, or 0 if its key is no longer active */
  @SqlBatch("""
      UPDATE invitation SET share = NULL, key_id = :keyId, contact = :contact
      WHERE id = :id AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  int[] eraseContent(@BindMethods List<Ending> endings);

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

  @SqlQuery("""
      SELECT i.id, i.key_id, i.share, e.envelope, i.envelope_hash FROM invitation i JOIN envelope e ON e.invitation_number = i.number
      WHERE i.id = :id
      """)
  @RegisterConstructorMapper(Releasable.class)
  Optional<Releasable> releasable(String id);

  /** Erases what could open invitations that were opened. */
  @SqlUpdate("UPDATE invitation SET share = NULL, content_erased_at = COALESCE(content_erased_at, :now) WHERE id = ANY(:ids)")
  void eraseOpened(List<String> ids, Instant now);

  /** Erases whom to ask of one that ended; the key goes with what it seals. */
  @SqlUpdate("UPDATE invitation SET" + Erased.CONTENT + ", erased_at = COALESCE(erased_at, :now) WHERE id = :id AND share IS NULL")
  boolean forgetContact(String id, Instant now);

  /** The same while a visitor may fetch it once more: the sweeper erases the rest, and within a minute all of one that lapsed just now. */
  @SqlUpdate("UPDATE invitation SET contact = NULL WHERE id = :id AND ended_at IS NOT NULL")
  void eraseContact(String id);

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

  @SqlUpdate("UPDATE invitation SET ticket_hash = NULL, ack_hash = NULL WHERE id = :id")
  void eraseTicket(String id);

  @SqlUpdate("DELETE FROM code WHERE invitation_id = ANY(:ids)")
  void eraseCodes(List<String> ids);

  @SqlUpdate("DELETE FROM outbox WHERE invitation_number IN (SELECT number FROM invitation WHERE id = ANY(:ids)) AND kind = 'invitation'")
  void eraseMailsOwed(List<String> ids);

  /** They go with every statement that erases shares. */
  @SqlUpdate("DELETE FROM envelope WHERE invitation_number IN (SELECT number FROM invitation WHERE id = ANY(:ids))")
  void eraseEnvelopes(List<String> ids);

  /** One that ends. @param contact what is left of it, sealed under the key */
  record Ending(String id, String keyId, byte[] contact) {
    @Override
    public String toString() {
      return "Ending[" + id + "]";
    }
  }

  /** A row as it is to be, with its seal. @param contact a new one, null if it stays */
  record Change(@Nested InvitationRow row, byte[] contact, byte[] seal) {
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
}
