package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** SQL for all invitations of a meeting, or of a client. It is called by {@link Invited}. */
@RegisterConstructorMapper(Invitation.class)
public interface InvitedDao {
  /** The invitations of one meeting in the order of their posting, after a given one. */
  @SqlQuery("SELECT number, " + InvitationDao.COLUMNS + """
       FROM invitation WHERE client_id = :clientId AND meeting_hash = :meetingHash AND number > :after ORDER BY number LIMIT :limit
      """)
  @RegisterConstructorMapper(Listed.class)
  List<Listed> ofMeeting(String clientId, byte[] meetingHash, long after, int limit);

  /** The invitations of a client, the newest first, before a given one. */
  @SqlQuery("SELECT number, " + InvitationDao.COLUMNS + """
       FROM invitation WHERE client_id = :clientId AND number < :before ORDER BY client_id DESC, number DESC LIMIT :limit
      """)
  @RegisterConstructorMapper(Listed.class)
  List<Listed> ofClient(String clientId, long before, int limit);

  /** Of these the ones whose mail nobody began to send; nobody begins until this transaction ends. */
  @SqlQuery("""
      SELECT SUBSTRING(id FROM 1 FOR 22) FROM outbox
      WHERE invitation_number IN (SELECT number FROM invitation WHERE id = ANY(:ids)) AND kind = 'invitation' AND tried = FALSE FOR UPDATE
      """)
  List<String> unsent(List<String> ids);

  /** All that can be opened of one meeting, and these of it, in the order of posting; nobody else changes them until this transaction ends. */
  @SqlQuery("SELECT " + InvitationDao.COLUMNS + """
       FROM invitation WHERE client_id = :clientId AND meeting_hash = :meetingHash AND (ended_at IS NULL AND expires_at > :now OR id = ANY(:ids))
      ORDER BY number FOR UPDATE
      """)
  List<Invitation> lockLive(String clientId, byte[] meetingHash, Instant now, List<String> ids);

  /** How many of one meeting can be opened. */
  @SqlQuery("""
      SELECT COUNT(*) FROM invitation
      WHERE client_id = :clientId AND meeting_hash = :meetingHash AND ended_at IS NULL AND expires_at > :now
      """)
  int countLive(String clientId, byte[] meetingHash, Instant now);

  /** Whether one of this state of a meeting can be opened, was opened, or was closed because everybody was in. */
  @SqlQuery("""
      SELECT EXISTS (SELECT 1 FROM invitation WHERE client_id = :clientId AND meeting_hash = :meetingHash
        AND COALESCE(sequence, 0) = :sequence AND (ended_at IS NULL AND expires_at > :now OR state IN ('opened', 'closed')))
      """)
  boolean isAnybodyInvited(String clientId, byte[] meetingHash, int sequence, Instant now);

  /** Those of one state of a meeting that were opened, in the order of posting. */
  @SqlQuery("""
      SELECT id FROM invitation
      WHERE client_id = :clientId AND meeting_hash = :meetingHash AND opened_at IS NOT NULL AND COALESCE(sequence, 0) = :sequence
      ORDER BY number
      """)
  List<String> opened(String clientId, byte[] meetingHash, int sequence);

  /** The highest sequence that was posted; null if nothing was. */
  @SqlQuery("SELECT MAX(COALESCE(sequence, 0)) FROM invitation WHERE client_id = :clientId AND meeting_hash = :meetingHash")
  Integer highestSequence(String clientId, byte[] meetingHash);

  /** The same of these alone. */
  @SqlQuery("SELECT " + InvitationDao.COLUMNS + """
       FROM invitation WHERE client_id = :clientId AND meeting_hash = :meetingHash AND id = ANY(:ids) ORDER BY number FOR UPDATE
      """)
  List<Invitation> lockOf(String clientId, byte[] meetingHash, List<String> ids);

  /** One in the order of posting. */
  record Listed(long number, @Nested Invitation invitation) {
    @Override
    public String toString() {
      return "Listed[" + number + "]";
    }
  }
}
