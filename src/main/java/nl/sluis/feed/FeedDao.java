package nl.sluis.feed;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for events that have places: to read them, and to erase them from the oldest on. The order by client too is for H2's sake, as its index has it. */
public interface FeedDao {
  /** Draws which feed this is, once. */
  @SqlUpdate("UPDATE feed SET id = :id WHERE id = ''")
  boolean begin(String id);

  /** From here on no cursor of before is good. */
  @SqlUpdate("UPDATE feed SET id = :id")
  void renew(String id);

  @SqlQuery("""
      SELECT client_id, place, invitation_id, type, happened_at, detail FROM event
      WHERE client_id = :clientId AND place > :after ORDER BY client_id, place LIMIT :limit
      """)
  @RegisterConstructorMapper(PlacedEvent.class)
  List<PlacedEvent> after(String clientId, long after, int limit);

  @SqlQuery("""
      SELECT f.id, COALESCE(c.placed, 0) AS placed, COALESCE(c.swept, 0) AS swept
      FROM feed f LEFT JOIN client_feed c ON c.client_id = :clientId
      """)
  @RegisterConstructorMapper(Extent.class)
  Extent extent(String clientId);

  /** Clients that have events which were not swept. */
  @SqlQuery("SELECT client_id FROM client_feed WHERE placed > swept")
  List<String> clients();

  /** Unless another sweeper was faster. */
  @SqlUpdate("UPDATE client_feed SET swept = :upTo WHERE client_id = :clientId AND swept < :upTo")
  void sweepTo(String clientId, long upTo);

  @SqlUpdate("DELETE FROM event WHERE client_id = :clientId AND place <= :upTo")
  int erase(String clientId, long upTo);

  @SqlUpdate("DELETE FROM unplaced_event WHERE client_id = :clientId AND invitation_id = :invitationId")
  void forgetUnplaced(String clientId, String invitationId);

  /** In a stretch of places, because no index knows the invitation. */
  @SqlUpdate("DELETE FROM event WHERE client_id = :clientId AND place > :after AND place <= :upTo AND invitation_id = :invitationId")
  int forget(String clientId, long after, long upTo, String invitationId);

  /**
   * Which feed, and how far it goes for one client.
   *
   * @param placed the last place that was given
   * @param swept  the last of those that are kept no more
   */
  record Extent(String id, long placed, long swept) {}
}
