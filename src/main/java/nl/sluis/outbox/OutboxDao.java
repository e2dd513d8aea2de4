package nl.sluis.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * SQL for mails that wait to be sent. A courier claims a row by a lease, so that of many gateways one sends, and a dead one's rows come free.
 * The order by {@code tried} as well, though it is the same for all found: only then H2 reads them from the index in their order.
 */
public interface OutboxDao {
  String COLUMNS = "number, id, kind, attempts, tried, due_at, key_id, payload";

  /** In one batch. @return for each 1, or 0 if its key is no longer the active one */
  @SqlBatch("""
      INSERT INTO outbox (id, invitation_number, kind, payload, key_id, owed_at, due_at, expires_at)
      SELECT :id, i.number, :kind, :payload, k.id, :owedAt, :turn, :expiresAt
      FROM sealing_key k, invitation i WHERE k.id = :keyId AND k.state = 'active' AND i.id = :invitationId
      """)
  int[] insert(@BindMethods List<NewMail> mails);

  /** Mails never tried, by their turn. They wait for nothing else, so a clock that was set back does not hold them up. */
  @SqlQuery("SELECT number FROM outbox WHERE tried = FALSE AND expires_at > :now ORDER BY tried, due_at LIMIT :limit")
  List<Long> untried(Instant now, int limit);

  /** Mails to be tried again: their back-off is over, or the gateway that had them is gone. */
  @SqlQuery("""
      SELECT number FROM outbox
      WHERE tried = TRUE AND due_at <= :now AND (leased_until IS NULL OR leased_until <= :now) AND expires_at > :now
      ORDER BY tried, due_at LIMIT :limit
      """)
  List<Long> again(Instant now, int limit);

  @SqlQuery("""
      SELECT EXISTS (SELECT 1 FROM outbox WHERE tried = FALSE AND expires_at > :now) OR EXISTS (SELECT 1 FROM outbox
        WHERE tried = TRUE AND due_at <= :now AND (leased_until IS NULL OR leased_until <= :now) AND expires_at > :now)
      """)
  boolean anyDue(Instant now);

  @SqlQuery("SELECT EXISTS (SELECT 1 FROM outbox WHERE expires_at > :now)")
  boolean anyOwed(Instant now);

  /**
   * Of these mails the ones that are still due and that nobody holds, as they were before; locked until the transaction ends. In one order for
   * all, so that of two gateways that claim the same mails neither waits for the other.
   */
  @SqlQuery("SELECT " + COLUMNS + """
       FROM outbox WHERE number = ANY(:numbers) AND (tried = FALSE OR due_at <= :now) AND (leased_until IS NULL OR leased_until <= :now)
        AND expires_at > :now
      ORDER BY number FOR UPDATE
      """)
  @RegisterConstructorMapper(OutboxEntry.class)
  List<OutboxEntry> claimable(List<Long> numbers, Instant now);

  @SqlUpdate("""
      UPDATE outbox SET lease = :lease, leased_until = :until, attempts = attempts + 1, tried = TRUE, due_at = :now
      WHERE number = ANY(:numbers)
      """)
  void claim(List<Long> numbers, String lease, Instant until, Instant now);

  @SqlQuery("SELECT " + COLUMNS + " FROM outbox WHERE number = :number AND lease = :lease")
  @RegisterConstructorMapper(OutboxEntry.class)
  Optional<OutboxEntry> claimed(long number, String lease);

  @SqlUpdate("""
      UPDATE outbox SET lease = NULL, leased_until = NULL, due_at = :dueAt, last_error = :lastError
      WHERE number = :number AND lease = :lease
      """)
  void postpone(long number, String lease, Instant dueAt, String lastError);

  /** Who stops lets another gateway begin at once. */
  @SqlUpdate("UPDATE outbox SET lease = NULL, leased_until = NULL WHERE number = :number AND lease = :lease")
  void giveBack(long number, String lease);

  /** Makes a mail that nobody began to send what it was before the claim. */
  @SqlUpdate("""
      UPDATE outbox SET lease = NULL, leased_until = NULL, attempts = :attempts, tried = :tried, due_at = :dueAt
      WHERE number = :number AND lease = :lease
      """)
  void restore(@BindMethods OutboxEntry entry, String lease);

  @SqlUpdate("UPDATE outbox SET lease = NULL, leased_until = NULL WHERE lease IS NOT NULL")
  void releaseAll();

  /** These mails left: nobody needs to send them again, whoever holds a lease by now. */
  @SqlUpdate("DELETE FROM outbox WHERE number = ANY(:numbers)")
  void erase(List<Long> numbers);

  /** The mail was refused: false if the lease ended and another may have sent it meanwhile. */
  @SqlUpdate("DELETE FROM outbox WHERE number = :number AND lease = :lease")
  boolean giveUp(long number, String lease);

  /** Makes one batch of those in back-off due. @return how many */
  @SqlUpdate("""
      UPDATE outbox SET due_at = :now WHERE tried = TRUE AND due_at > :now
        AND number IN (SELECT number FROM outbox WHERE tried = TRUE AND due_at > :now ORDER BY tried, due_at LIMIT :batch)
      """)
  int flush(Instant now, int batch);
}
