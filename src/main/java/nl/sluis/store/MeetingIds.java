package nl.sluis.store;

import java.lang.ref.WeakReference;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.limit.Window;
import org.jdbi.v3.core.Handle;

/**
 * The ledger: which meeting IDs the meetings of each client had, this calendar year and the last one (UTC). It keeps keyed hashes, under one key for
 * each year, so that who has the database alone cannot try out IDs. A year later keys and hashes are destroyed.
 */
public final class MeetingIds {
  private static final int ID_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private final Vault vault;
  private final SecureRandom random;
  private final LedgerKeys remembered = new LedgerKeys();
  /** The transaction that drew the newest key; several posts may share it. */
  private volatile WeakReference<Handle> drawnIn = new WeakReference<>(null);

  public MeetingIds(Vault vault, SecureRandom random) {
    this.vault = vault;
    this.random = random;
  }

  /**
   * Enters an ID. Of two meetings with the same new one at once, the second finds it used.
   *
   * @param meetingId as {@link nl.sluis.rules.RuledMeeting#ids} spells it
   * @return whether another meeting of this client had it; the one that had it first may use it again
   */
  public boolean isUsed(Tx tx, String clientId, String uid, String meetingId) {
    var day = Window.DAY.name(tx.now());
    var names = remembered.names(day, clientId, uid, meetingId).orElseGet(() -> {
      var opened = open(tx, day);
      try {
        return opened.names(day, clientId, uid, meetingId).orElseThrow(MeetingIds::stale);
      } finally {
        if (opened != remembered) {
          opened.forget();
        }
      }
    });
    var newest = names.newest();
    var key = names.keys().get(newest);
    var dao = tx.dao(LedgerDao.class);
    if (dao.enter(names.ids().get(newest), names.uids().get(newest), key.id(), names.ids())) {
      return false;
    }
    var entries = dao.find(names.ids());
    if (entries.isEmpty()) {
      // Not used, and yet not entered: the newest key is another one, or gone.
      remembered.forget();
      throw stale();
    }
    if (entries.stream().noneMatch(entry -> entry.turn().equals(key.turn()))) {
      dao.enterAgain(names.ids().get(newest), names.uids().get(newest), key.turn());
    }
    var first = entries.get(0);
    var turns = names.keys().stream().map(LedgerDao.Key::turn).toList();
    return !MessageDigest.isEqual(first.uidHash(), names.uids().get(turns.indexOf(first.turn())));
  }

  /** What is entered from now on is hashed under another key: somebody else may have the one of now. What was entered stays known. */
  public void drawAnew(Tx tx) {
    var ofYear = tx.dao(LedgerDao.class).keys().stream().map(LedgerDao.Key::turn).filter(turn -> turn.startsWith(year(tx.now(), 0)))
        .toList();
    if (!ofYear.isEmpty()) {
      draw(tx, String.format(Locale.ROOT, "%s-%02d", year(tx.now(), 0), ofYear.size()));
    }
  }

  /** Destroys what is older than last year. @return how many IDs it forgot */
  static int forget(Tx tx, int batch) {
    var lastYear = year(tx.now(), 1);
    var forgotten = tx.dao(LedgerDao.class).forgetEntries(lastYear, batch);
    if (forgotten < batch) {
      tx.dao(LedgerDao.class).forgetKeys(lastYear);
    }
    return forgotten;
  }

  /** @return what is remembered from now on, unless this transaction drew a key: it may be undone, and until its commit nobody else finds that */
  private LedgerKeys open(Tx tx, String day) {
    var rows = tx.dao(LedgerDao.class).keys();
    if (rows.stream().noneMatch(row -> row.turn().startsWith(year(tx.now(), 0)))) {
      draw(tx, year(tx.now(), 0));
      rows = tx.dao(LedgerDao.class).keys();
    }
    var keys = new ArrayList<byte[]>();
    try {
      rows.forEach(row -> keys.add(vault.open(row.keyId(), SealedColumn.LEDGER_KEY_HASH_KEY, row.id(), row.hashKey())));
    } catch (RuntimeException e) {
      keys.forEach(key -> Arrays.fill(key, (byte) 0));
      throw e;
    }
    var opened = drawnIn.refersTo(tx.handle()) ? new LedgerKeys() : remembered;
    opened.keep(day, rows, keys);
    return opened;
  }

  private void draw(Tx tx, String turn) {
    var drawn = new byte[ID_BYTES];
    random.nextBytes(drawn);
    var id = Base64Url.encode(drawn);
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    var sealed = vault.seal(SealedColumn.LEDGER_KEY_HASH_KEY, id, key);
    Arrays.fill(key, (byte) 0);
    if (!tx.dao(LedgerDao.class).insertKey(id, turn, sealed.bytes(), sealed.keyId())) {
      throw new StaleKeyException("ledger_key", sealed.keyId());
    }
    drawnIn = new WeakReference<>(tx.handle());
  }

  private static String year(Instant now, int before) {
    return String.format(Locale.ROOT, "%04d", now.atZone(ZoneOffset.UTC).getYear() - before);
  }

  private static StaleKeyException stale() {
    return new StaleKeyException("ledger_key", "");
  }
}
