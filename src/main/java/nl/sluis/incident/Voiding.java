package nl.sluis.incident;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nl.sluis.audit.AuditLog;
import nl.sluis.feed.EventType;
import nl.sluis.store.Attention;
import nl.sluis.store.Database;
import nl.sluis.store.Level;
import nl.sluis.store.VoidingDao;

/**
 * Ends live invitations, in batches, when they can no longer be trusted. To the scheduler they are {@code revoked}, with an attention
 * that says why and which to post again. Each batch is one transaction; after a crash it is called again, and goes on with those still live.
 */
public final class Voiding {
  private final Database database;
  private final AuditLog audit;

  public Voiding(Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  /** @return how many were ended */
  public long end(Scope scope, Attention attention) {
    var ended = new AtomicLong();
    new Stretches(database).each((after, upTo) -> {
      var ids = database.write(tx -> {
        var dao = tx.dao(VoidingDao.class);
        var found = dao.live(after, upTo, scope.madeUntil, tx.now(), scope.mailedSince, scope.expiringAfter, scope.words());
        var live = found.stream().map(VoidingDao.Live::id).toList();
        if (!live.isEmpty()) {
          dao.eraseCodes(live);
          dao.eraseMailsOwed(live);
          dao.eraseTickets(live);
          dao.eraseEnvelopes(live);
          dao.end(live, attention.word(), tx.now());
          found.forEach(one -> tx.events().add(EventType.REVOKED, one.clientId(), one.id(), attention.number()));
        }
        return live;
      });
      ids.forEach(id -> audit.record("invitation-voided", id, attention.word()));
      ended.addAndGet(ids.size());
    });
    return ended.get();
  }

  /**
   * Which of the live ones.
   *
   * @param madeUntil     those posted later stay, unless that is later than now: then the clock was set back, and they are older than they say
   * @param mailedSince   those whose mail had left before stay
   * @param expiringAfter those whose time was over stay, to become expired
   * @param levels        those of others stay
   */
  public record Scope(Instant madeUntil, Instant mailedSince, Instant expiringAfter, List<Level> levels) {
    /** All that is kept as live, expired or not. */
    public static Scope everything() {
      return new Scope(Instant.parse("9999-01-01T00:00:00Z"), Instant.EPOCH, Instant.EPOCH, Arrays.asList(Level.values()));
    }

    private List<String> words() {
      return levels.stream().map(Level::word).toList();
    }
  }
}
