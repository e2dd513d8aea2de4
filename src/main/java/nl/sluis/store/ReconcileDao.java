package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Erases what was sealed under a key that nobody has. */
@RegisterConstructorMapper(Client.class)
public interface ReconcileDao {
  @SqlUpdate("""
      UPDATE invitation SET""" + Erased.ALL + """
        , erased_at = :now
      WHERE id IN (SELECT id FROM invitation WHERE key_id = :keyId LIMIT :batch)
      """)
  int freeInvitations(String keyId, Instant now, int batch);

  /** Of the invitations that are about to be freed. One that is as a gateway left it has none any more. */
  @SqlUpdate("""
      DELETE FROM envelope WHERE invitation_number IN (
        SELECT e.invitation_number FROM envelope e JOIN invitation i ON i.number = e.invitation_number WHERE i.key_id = :keyId LIMIT :batch)
      """)
  int eraseEnvelopes(String keyId, int batch);

  /** Their clients make them anew. */
  @SqlUpdate("DELETE FROM webhook WHERE key_id = :keyId")
  int eraseWebhooks(String keyId);

  @SqlUpdate("DELETE FROM day_key WHERE key_id = :keyId")
  int eraseDayKeys(String keyId);

  /** The next mail draws another. */
  @SqlUpdate("DELETE FROM bounce_key WHERE key_id = :keyId")
  int eraseBounceKey(String keyId);

  /** The next meeting that is made draws another. */
  @SqlUpdate("DELETE FROM conference_key WHERE key_id = :keyId")
  int eraseConferenceKey(String keyId);

  /** The meetings stay at the service, where they are found by their markers. */
  @SqlUpdate("""
      UPDATE conference SET reference = NULL, key_id = NULL WHERE id IN (SELECT id FROM conference WHERE key_id = :keyId LIMIT :batch)
      """)
  int forgetReferences(String keyId, int batch);

  @SqlUpdate("DELETE FROM test_message WHERE number IN (SELECT number FROM test_message WHERE key_id = :keyId LIMIT :batch)")
  int eraseTestMessages(String keyId, int batch);

  @SqlQuery("SELECT id, name, key_id, hash_key FROM client WHERE key_id = :keyId")
  List<Client> clientsUnder(String keyId);

  @SqlUpdate("""
      UPDATE client SET hash_key = :hashKey, key_id = :keyId
      WHERE id = :id AND EXISTS (SELECT 1 FROM sealing_key WHERE id = :keyId AND state = 'active')
      """)
  int reseal(String id, byte[] hashKey, String keyId);

  @SqlQuery("""
      SELECT name FROM client c WHERE EXISTS (SELECT 1 FROM client_key k WHERE k.client_id = c.id AND k.revoked_at IS NULL
        AND (k.expires_at IS NULL OR k.expires_at > :now))
      ORDER BY name
      """)
  List<String> clientsThatMayCall(Instant now);
}
