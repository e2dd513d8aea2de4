package nl.sluis.feed;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for events until they have places, and for the last place of each client. Only {@link Placing} changes those. */
public interface EventDao {
  /** In the transaction of what they tell. */
  @SqlBatch("""
      INSERT INTO unplaced_event (client_id, invitation_id, type, happened_at, detail)
      VALUES (:clientId, :invitationId, :type, :happenedAt, :detail)
      """)
  int[] insert(@BindMethods List<NewEvent> events);

  @SqlQuery("SELECT EXISTS (SELECT 1 FROM unplaced_event)")
  boolean isAnyUnplaced();

  /** Nobody else gives places until this transaction ends. */
  @SqlQuery("SELECT id FROM feed FOR UPDATE")
  String lock();

  /** Those that were committed by now, in the order in which they were inserted. */
  @SqlQuery("SELECT number, client_id, invitation_id, type, happened_at, detail FROM unplaced_event ORDER BY number LIMIT :limit")
  @RegisterConstructorMapper(Unplaced.class)
  List<Unplaced> unplaced(int limit);

  /** Of those of these clients that had events before. */
  @SqlQuery("SELECT client_id, placed FROM client_feed WHERE client_id = ANY(:clientIds)")
  @RegisterConstructorMapper(Last.class)
  List<Last> last(List<String> clientIds);

  @SqlBatch("""
      INSERT INTO event (client_id, place, invitation_id, type, happened_at, detail)
      VALUES (:clientId, :place, :invitationId, :type, :happenedAt, :detail)
      """)
  int[] place(@BindMethods List<PlacedEvent> events);

  @SqlBatch("INSERT INTO client_feed (client_id, placed) VALUES (:clientId, :placed)")
  int[] begin(@BindMethods List<Last> clients);

  @SqlBatch("UPDATE client_feed SET placed = :placed WHERE client_id = :clientId")
  int[] move(@BindMethods List<Last> clients);

  @SqlUpdate("DELETE FROM unplaced_event WHERE number = ANY(:numbers)")
  int erase(List<Long> numbers);

  /** @param number in the order of the inserts */
  record Unplaced(long number, String clientId, String invitationId, String type, Instant happenedAt, int detail) {}

  /** @param placed the last place that was given to an event of the client */
  record Last(String clientId, long placed) {}
}
