package nl.sluis.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Ends single rows that do not open; each is locked by the caller. */
public interface SpoiledRowsDao {
  /** Called before the end of it: schedulers are told. */
  @SqlUpdate("""
      INSERT INTO unplaced_event (client_id, invitation_id, type, happened_at, detail)
      SELECT client_id, id, :type, :now, :detail FROM invitation WHERE id = :id AND state <> 'tampered'
      """)
  void tell(String id, String type, int detail, Instant now);

  /** Whatever its state: of what cannot be believed all goes. */
  @SqlUpdate("""
      UPDATE invitation SET state = 'tampered', attention = 'tampered', ended_at = COALESCE(ended_at, :now),""" + Erased.ALL + """
        , ticket_hash = NULL, erased_at = :now
      WHERE id = :id
      """)
  void endInvitation(String id, Instant now);

  /** The invitation for which this row is the only copy of the link, if its mail has not left. */
  @SqlQuery("""
      SELECT i.id FROM invitation i JOIN outbox o ON o.invitation_number = i.number
      WHERE o.number = :mail AND o.kind = 'invitation' AND i.state = 'queued' AND i.level = 'sealed-at-intake'
      """)
  Optional<String> queuedWithMail(long mail);

  /** Of a mail that points to a link which its sender has, there is nothing but the pointer to seal. */
  @SqlQuery("""
      SELECT EXISTS (SELECT 1 FROM invitation i JOIN outbox o ON o.invitation_number = i.number
      WHERE o.number = :mail AND o.kind = 'invitation' AND i.level = 'sealed-by-sender')
      """)
  boolean isPointer(long mail);

  @SqlUpdate("""
      UPDATE outbox SET payload = :payload, key_id = :keyId
      WHERE number = :mail AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  boolean reseal(long mail, byte[] payload, String keyId);

  @SqlUpdate("DELETE FROM outbox WHERE number = :mail")
  void eraseMail(long mail);

  @SqlUpdate("DELETE FROM test_message WHERE number = :number")
  void eraseTestMessage(long number);

  /** What is owed to it goes with it. */
  @SqlUpdate("DELETE FROM webhook WHERE id = :id")
  void eraseWebhook(String id);

  @SqlUpdate("DELETE FROM code WHERE invitation_id = :invitationId")
  void eraseCode(String invitationId);

  /** The next mail draws another; reports of those that left before are known no more. */
  @SqlUpdate("DELETE FROM bounce_key WHERE id = :id")
  void eraseBounceKey(String id);

  /** The next meeting that is made draws another; what was hashed under it is found no more. */
  @SqlUpdate("DELETE FROM conference_key WHERE id = :id")
  void eraseConferenceKey(String id);

  @SqlUpdate("UPDATE conference SET reference = NULL, key_id = NULL WHERE id = :id")
  void forgetReference(String id);

  @SqlUpdate("DELETE FROM day_key WHERE id = :id")
  void eraseDayKey(String id);
}
