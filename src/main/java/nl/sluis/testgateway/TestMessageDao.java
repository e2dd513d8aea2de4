package nl.sluis.testgateway;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for the messages of a test gateway. */
public interface TestMessageDao {
  /** Until the transaction ends nobody else inserts: the numbers are in the order of the commits, and a message is not inserted twice. */
  @SqlQuery("SELECT only_row FROM purpose FOR UPDATE")
  boolean takeTurn();

  @SqlQuery("SELECT EXISTS (SELECT 1 FROM test_message WHERE id = :id)")
  boolean isKept(String id);

  /** @return false if the key is no longer the active one */
  @SqlUpdate("""
      INSERT INTO test_message (id, client_id, sent_at, message, key_id)
      SELECT :id, i.client_id, :now, :message, k.id
      FROM sealing_key k, invitation i WHERE k.id = :keyId AND k.state = 'active' AND i.id = :invitationId
      """)
  boolean insert(String id, String invitationId, Instant now, byte[] message, String keyId);

  /** The order by client as well, though it is the same for all: only then H2 reads them from the index in their order. */
  @SqlQuery("""
      SELECT number, id, sent_at, message, key_id FROM test_message WHERE client_id = :clientId AND number > :after AND sent_at > :since
      ORDER BY client_id, number LIMIT :limit
      """)
  @RegisterConstructorMapper(Stored.class)
  List<Stored> list(String clientId, long after, Instant since, int limit);

  /** @param message sealed */
  record Stored(long number, String id, Instant sentAt, byte[] message, String keyId) {
    @Override
    public String toString() {
      return "Stored[" + id + "]";
    }
  }
}
