package nl.sluis.webhook;

import java.time.Instant;
import java.util.List;
import nl.sluis.feed.PlacedEvent;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for what is owed to webhooks. No statement reads more than what it is about, however much is owed. */
public interface DeliveryDao {
  @SqlBatch("INSERT INTO webhook_delivery (webhook_id, place, due_at) VALUES (:webhookId, :place, :dueAt)")
  int[] owe(@BindMethods List<Owed> owed);

  /** The order by webhook too is for H2's sake, as its index has it. */
  @SqlQuery("SELECT number FROM webhook_delivery WHERE webhook_id = :webhookId AND due_at <= :now ORDER BY webhook_id, due_at LIMIT :many")
  List<Long> due(String webhookId, Instant now, int many);

  /** Those that another gateway did not claim meanwhile. The moment is written so that H2 looks rows up by their numbers. */
  @SqlUpdate("UPDATE webhook_delivery SET lease = :lease, due_at = :until WHERE number = ANY(:numbers) AND COALESCE(due_at <= :now, FALSE)")
  int claim(List<Long> numbers, String lease, Instant until, Instant now);

  /** With their events, where those are kept. */
  @SqlQuery("""
      SELECT d.number, d.attempts, w.client_id, d.place, e.invitation_id, e.type, e.happened_at, e.detail
      FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id LEFT JOIN event e ON e.client_id = w.client_id AND e.place = d.place
      WHERE d.number = ANY(:numbers) AND d.lease = :lease ORDER BY d.number
      """)
  @RegisterConstructorMapper(Claim.class)
  List<Claim> claimed(List<Long> numbers, String lease);

  /** The receiver took them, or they are kept no more: nobody need send them again, whoever holds a lease by now. */
  @SqlUpdate("DELETE FROM webhook_delivery WHERE number = ANY(:numbers)")
  int erase(List<Long> numbers);

  /** Makes those that nobody began to send due at once. */
  @SqlUpdate("UPDATE webhook_delivery SET lease = NULL, due_at = :now WHERE number = ANY(:numbers) AND lease = :lease")
  int giveBack(List<Long> numbers, String lease, Instant now);

  /** @param dueAt null if it is tried no more */
  @SqlUpdate("""
      UPDATE webhook_delivery SET lease = NULL, attempts = attempts + 1, due_at = :dueAt, tried_at = :now, answer = :answer
      WHERE number = :number AND lease = :lease
      """)
  boolean failed(long number, String lease, Instant now, String answer, Instant dueAt);

  /** Of a database that no other gateway uses: any lease found at the start is a dead one's. */
  @SqlUpdate("UPDATE webhook_delivery SET lease = NULL, due_at = :now WHERE lease IS NOT NULL")
  int releaseAll(Instant now);

  /** Those that failed for good, of this stretch of places, are owed again. */
  @SqlUpdate("""
      UPDATE webhook_delivery SET due_at = :now, attempts = 0
      WHERE webhook_id = :webhookId AND place > :after AND place <= :upTo AND due_at IS NULL
        AND place IN (SELECT e.place FROM event e
          WHERE e.client_id = :clientId AND e.place > :after AND e.place <= :upTo AND e.happened_at >= :since)
      """)
  int oweFailedAgain(String webhookId, String clientId, long after, long upTo, Instant since, Instant now);

  /** The events of this stretch of places that are not owed by now. @param types as {@code ,invitation.opened,}; empty for all */
  @SqlUpdate("""
      INSERT INTO webhook_delivery (webhook_id, place, due_at)
      SELECT :webhookId, e.place, :now FROM event e
      WHERE e.client_id = :clientId AND e.place > :after AND e.place <= :upTo AND e.happened_at >= :since
        AND (:types = '' OR :types LIKE '%,' || e.type || ',%')
        AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = :webhookId AND d.place = e.place)
      """)
  int oweAgain(String webhookId, String clientId, long after, long upTo, Instant since, String types, Instant now);

  /** With their events, where those are kept. The limit stands within, so that no more is joined. */
  @SqlQuery("""
      SELECT d.due_at, d.attempts, d.tried_at, d.answer, w.client_id, d.place, e.invitation_id, e.type, e.happened_at, e.detail
      FROM (SELECT webhook_id, place, due_at, attempts, tried_at, answer FROM webhook_delivery
        WHERE webhook_id = :webhookId AND place > :after AND (due_at IS NULL) = :failed ORDER BY webhook_id, place LIMIT :limit) d
      JOIN webhook w ON w.id = d.webhook_id LEFT JOIN event e ON e.client_id = w.client_id AND e.place = d.place ORDER BY d.place
      """)
  @RegisterConstructorMapper(Listed.class)
  List<Listed> list(String webhookId, boolean failed, long after, int limit);

  /** Their events are kept no more. */
  @SqlUpdate("DELETE FROM webhook_delivery WHERE webhook_id = :webhookId AND place <= :upTo")
  int sweep(String webhookId, long upTo);

  record Owed(String webhookId, long place, Instant dueAt) {}

  /**
   * @param attempts   how many failed
   * @param happenedAt null if the event is kept no more
   */
  record Claim(long number, int attempts, String clientId, long place, String invitationId, String type, Instant happenedAt, int detail) {
    PlacedEvent event() {
      return new PlacedEvent(clientId, place, invitationId, type, happenedAt, detail);
    }
  }

  /**
   * @param dueAt      null if it is tried no more
   * @param happenedAt null if the event is kept no more
   */
  record Listed(Instant dueAt, int attempts, Instant triedAt, String answer, String clientId, long place, String invitationId, String type,
      Instant happenedAt, int detail) {
    PlacedEvent event() {
      return new PlacedEvent(clientId, place, invitationId, type, happenedAt, detail);
    }
  }
}
