package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** SQL for tickets, and for the openings of invitations that have several. It is called by {@link Openings}. */
@RegisterConstructorMapper(Opening.class)
public interface OpeningDao {
  /** In the order of opening. */
  @SqlQuery("""
      SELECT number, invitation_id, ticket_hash, opened_at, fetches, acknowledged FROM opening WHERE invitation_id = :invitationId
      ORDER BY number
      """)
  List<Opening> of(String invitationId);

  @SqlUpdate("INSERT INTO opening (invitation_id, ticket_hash, opened_at) VALUES (:invitationId, :ticketHash, :openedAt)")
  void insert(@BindMethods Opening opening);

  @SqlBatch("UPDATE opening SET ticket_hash = :ticketHash, fetches = :fetches, acknowledged = :acknowledged WHERE number = :number")
  int[] update(@BindMethods List<Opening> openings);

  /** The invitation that a ticket was given for. */
  @SqlQuery("""
      SELECT id FROM invitation WHERE ticket_hash = :ticketHash
      UNION ALL SELECT invitation_id FROM opening WHERE ticket_hash = :ticketHash
      """)
  Optional<String> invitationOf(byte[] ticketHash);

  /** The same with what its acknowledgement is compared with, if it was opened by that ticket after a moment. */
  @SqlQuery("""
      SELECT id, ack_hash FROM invitation WHERE ticket_hash = :ticketHash AND opened_at > :since
      UNION ALL SELECT i.id, i.ack_hash FROM opening o JOIN invitation i ON i.id = o.invitation_id
      WHERE o.ticket_hash = :ticketHash AND o.opened_at > :since
      """)
  @RegisterConstructorMapper(Acknowledgeable.class)
  Optional<Acknowledgeable> acknowledgeable(byte[] ticketHash, Instant since);

  /**
   * Invitations that were opened once, with a ticket whose time is over. Tickets are there as long as their windows are, so their index is short;
   * H2 does not look there for what is merely not null.
   */
  @SqlQuery("SELECT id FROM invitation WHERE ticket_hash > CAST('' AS BYTEA) AND opened_at <= :since LIMIT :batch")
  List<String> lapsed(Instant since, int batch);

  /** The same of those that may be opened more than once. */
  @SqlQuery("SELECT DISTINCT invitation_id FROM opening WHERE ticket_hash > CAST('' AS BYTEA) AND opened_at <= :since LIMIT :batch")
  List<String> lapsedOfSeveral(Instant since, int batch);

  /** Without a look at the rows: of invitations that are ended past their seals. */
  @SqlUpdate("UPDATE opening SET ticket_hash = NULL WHERE invitation_id = ANY(:ids)")
  void eraseTickets(List<String> ids);

  /** What an acknowledgement is compared with. */
  record Acknowledgeable(String id, byte[] ackHash) {
    @Override
    public String toString() {
      return "Acknowledgeable[" + id + "]";
    }
  }
}
