package nl.sluis.store;

import java.time.Instant;
import nl.sluis.audit.AuditLog;

/**
 * Ends live invitations by the hundred when they can no longer be trusted: to the scheduler they are {@code revoked},
 * with an attention that says why and which to post again. Each batch is one transaction; after a crash it is called
 * again, and goes on with those still live.
 */
public final class Voiding {
  private static final int BATCH = 200;
  private final Database database;
  private final AuditLog audit;

  public Voiding(Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  /**
   * @param madeUntil   those posted later stay
   * @param mailedSince those whose mail had left before stay; {@code Instant.EPOCH} for none
   * @return how many were ended
   */
  public long end(Instant madeUntil, Instant mailedSince, String attention) {
    var ended = 0L;
    for (var after = ""; after != null; ) {
      var last = after;
      var ids = database.write(tx -> {
        var dao = tx.dao(VoidingDao.class);
        var live = dao.live(last, madeUntil, mailedSince, tx.now(), BATCH);
        if (!live.isEmpty()) {
          dao.eraseCodes(live);
          dao.eraseMailsOwed(live);
          dao.end(live, attention, tx.now());
        }
        return live;
      });
      ids.forEach(id -> audit.record("invitation-voided", id, attention));
      ended += ids.size();
      after = ids.size() == BATCH ? ids.get(BATCH - 1) : null;
    }
    return ended;
  }
}
