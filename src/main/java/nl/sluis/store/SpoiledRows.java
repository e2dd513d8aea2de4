package nl.sluis.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.Daos;
import nl.sluis.feed.EventType;
import nl.sluis.keys.DamagedRows;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.SealedTable;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends rows that do not open, because somebody changed them past the gateway. An invitation ends as {@code tampered}, also if what does not
 * open is the mail that it still waits for: nobody has its link any more. A mail that points to a link of its sender's is sealed anew, because
 * it holds nothing. Codes, notices, the keys of days and of the ledger of meeting IDs, and the
 * messages of a test gateway go, and a client gets a new key of hashes. A meeting at a video service stays, and is found by its marker.
 */
public final class SpoiledRows implements DamagedRows {
  private static final Logger LOG = LoggerFactory.getLogger(SpoiledRows.class);
  private final Vault vault;
  private final SecureRandom random;
  private final AuditLog audit;

  public SpoiledRows(Vault vault, SecureRandom random, AuditLog audit) {
    this.vault = vault;
    this.random = random;
    this.audit = audit;
  }

  @Override
  public void end(Handle handle, SealedTable table, String id, Object place, Instant now) {
    var dao = Daos.attach(handle, SpoiledRowsDao.class);
    // An expression, so that the compiler refuses a table for which nobody says what ends its rows.
    Runnable ending = switch (SealedColumn.Table.of(table)) {
      case INVITATION -> () -> end(handle, id, now);
      case OUTBOX -> () -> endMail(handle, dao, id, (Long) place, now);
      case TEST_MESSAGE -> () -> dao.eraseTestMessage((Long) place);
      case CODE -> () -> dao.eraseCode(id);
      case DAY_KEY -> () -> dao.eraseDayKey(id);
      case BOUNCE_KEY -> () -> dao.eraseBounceKey(id);
      case LEDGER_KEY -> () -> {
        Daos.attach(handle, LedgerDao.class).eraseEntriesOf(id);
        Daos.attach(handle, LedgerDao.class).eraseKey(id);
      };
      case CONFERENCE_KEY -> () -> dao.eraseConferenceKey(id);
      case CONFERENCE -> () -> dao.forgetReference(id);
      case MEETING -> () -> Daos.attach(handle, MeetingDao.class).erase(id);
      case WEBHOOK -> () -> dao.eraseWebhook(id);
      case SCHEDULER_REF -> () -> Daos.attach(handle, SchedulerRefDao.class).erase(id);
      case CLIENT -> () -> drawHashKey(handle, id);
    };
    ending.run();
  }

  @Override
  public void ended(SealedTable table, String id) {
    if (SealedColumn.Table.of(table) == SealedColumn.Table.INVITATION) {
      audit.record("invitation-tampered", id, "ended-by-rotation");
    } else {
      audit.record("row-tampered", id, "table=" + table.table() + " ended-by-rotation");
    }
    LOG.error("The row {} of {} was changed past the gateway and did not open: it was ended", id, table.table());
  }

  private void endMail(Handle handle, SpoiledRowsDao dao, String id, long number, Instant now) {
    if (dao.isPointer(number)) {
      var pointer = vault.seal(SealedColumn.OUTBOX_PAYLOAD, id, new byte[0]);
      if (!dao.reseal(number, pointer.bytes(), pointer.keyId())) {
        throw new StaleKeyException("outbox", pointer.keyId());
      }
    } else {
      dao.queuedWithMail(number).ifPresent(invitation -> end(handle, invitation, now));
      dao.eraseMail(number);
    }
  }

  private static void end(Handle handle, String invitation, Instant now) {
    var one = List.of(invitation);
    var voiding = Daos.attach(handle, VoidingDao.class);
    voiding.eraseCodes(one);
    voiding.eraseMailsOwed(one);
    voiding.eraseTickets(one);
    voiding.eraseEnvelopes(one);
    var dao = Daos.attach(handle, SpoiledRowsDao.class);
    dao.tell(invitation, EventType.ATTENTION.type(), Attention.TAMPERED.number(), now);
    dao.endInvitation(invitation, now);
  }

  private void drawHashKey(Handle handle, String client) {
    var hashKey = new byte[32];
    random.nextBytes(hashKey);
    var sealed = vault.seal(SealedColumn.CLIENT_HASH_KEY, client, hashKey);
    Arrays.fill(hashKey, (byte) 0);
    if (Daos.attach(handle, ReconcileDao.class).reseal(client, sealed.bytes(), sealed.keyId()) == 0) {
      throw new StaleKeyException("client", sealed.keyId());
    }
  }
}
