package nl.sluis.incident;

import io.dropwizard.lifecycle.Managed;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import nl.sluis.audit.AuditLog;
import nl.sluis.conference.Conferences;
import nl.sluis.keys.KeyFamily;
import nl.sluis.keys.Keys;
import nl.sluis.keys.Rotation;
import nl.sluis.problem.Traces;
import nl.sluis.store.Attention;
import nl.sluis.store.Database;
import nl.sluis.store.MeetingIds;
import nl.sluis.store.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends everything that a stolen key sealed. To rotate is no cure: the share of an invitation stays the same whatever key it lies under. So every
 * live invitation that the key ever sealed is ended, the key is destroyed, and what remains is the statement of what could have been read.
 *
 * <p>A crash leaves the row that says so; the next start, or call, goes on.
 */
public final class Compromise implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(Compromise.class);

  private final Database database;
  private final Keys keys;
  private final Rotation rotation;
  private final MeetingIds meetingIds;
  private final Conferences conferences;
  private final Voiding voiding;
  private final AuditLog audit;

  public Compromise(Database database, Keys keys, Rotation rotation, MeetingIds meetingIds, Conferences conferences,
      AuditLog audit) {
    this.database = database;
    this.keys = keys;
    this.rotation = rotation;
    this.meetingIds = meetingIds;
    this.conferences = conferences;
    this.voiding = new Voiding(database, audit);
    this.audit = audit;
  }

  /**
   * Voids, destroys, and writes the statement; for a key that was destroyed long since it voids what is live still.
   *
   * @param say one line at a time: ids, times and numbers only
   * @return false if there is and was no such key
   * @throws nl.sluis.keys.RotationException if the key could not be destroyed yet, in words; what was voided stays so
   */
  public boolean run(String keyId, Consumer<String> say) {
    var found = database.write(tx -> {
      var dao = tx.dao(CompromiseDao.class);
      var known = dao.key(keyId);
      if (known.isPresent() && !dao.isKnown(keyId)) {
        dao.insert(keyId, tx.now());
      }
      return known;
    });
    found.ifPresent(key -> {
      audit.record("key-compromised", key.id(), "family=" + key.family());
      var ended = end(key);
      rotation.destroy(keyId, say);
      // Once more: until the key was retired, others were posted under it.
      var destroyed = read(keyId).filter(CompromisedKey::hasSealed);
      ended += destroyed.map(this::end).orElse(0L);
      say.accept(
          String.format(Locale.ROOT, "%d live invitations were ended: revoked, attention %s", ended, Attention.KEY_COMPROMISED.word()));
      destroyed.filter(gone -> gone.keyFamily() == KeyFamily.STORE).ifPresent(gone -> drawBounceKey(gone, say));
      destroyed.ifPresentOrElse(gone -> new ExposureStatement(database, audit).write(gone, say),
          () -> say.accept(String.format(Locale.ROOT, "Key %s never sealed anything, and it is gone: nothing could be read by it", keyId)));
      if (key.keyFamily() == KeyFamily.STORE) {
        conferences.drawAnew(database);
      }
      database.write(tx -> {
        if (key.keyFamily() == KeyFamily.STORE) {
          meetingIds.drawAnew(tx);
        }
        tx.dao(CompromiseDao.class).finish(keyId, tx.now());
        return null;
      });
    });
    return found.isPresent();
  }

  /** By that key reports could be forged, whatever seals it now. */
  private void drawBounceKey(CompromisedKey gone, Consumer<String> say) {
    if (database.write(tx -> tx.dao(CompromiseDao.class).eraseBounceKey(gone.madeUntil()))) {
      say.accept("The key of the tags of mail.bounces is drawn anew: reports of mails that left before are known no more");
    }
  }

  /** Goes on where a crash interrupted, beside the traffic. */
  @Override
  public void start() {
    if (!keys.isReadOnly()) {
      var thread = new Thread(this::resume, "compromised-keys");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void resume() {
    try {
      database.read(tx -> tx.dao(CompromiseDao.class).unfinished()).forEach(this::resume);
    } catch (RuntimeException e) {
      LOG.error("Which compromised keys are to be ended could not be read; call compromise-key again: {}", Traces.withoutMessages(e));
    }
  }

  /** One that cannot be destroyed yet keeps no other waiting. */
  private void resume(String keyId) {
    try {
      run(keyId, LOG::info);
    } catch (RuntimeException e) {
      LOG.error("What the compromised key {} sealed could not be ended; call compromise-key again: {}", keyId, Traces.withoutMessages(e));
    }
  }

  private long end(CompromisedKey key) {
    if (!key.hasSealed()) {
      return 0;
    }
    var now = database.read(Tx::now);
    return voiding.end(new Voiding.Scope(key.madeUntil(), key.mailedSince(), now, key.levels()), Attention.KEY_COMPROMISED);
  }

  private Optional<CompromisedKey> read(String keyId) {
    return database.read(tx -> tx.dao(CompromiseDao.class).key(keyId));
  }
}
