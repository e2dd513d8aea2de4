package nl.sluis.incident;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.store.Attention;
import nl.sluis.store.Client;
import nl.sluis.store.Clients;
import nl.sluis.store.Database;
import nl.sluis.store.LedgerDao;
import nl.sluis.store.MeetingDao;
import nl.sluis.store.ReconcileDao;
import nl.sluis.store.RetentionDao;
import nl.sluis.store.SchedulerRefDao;
import nl.sluis.store.Tx;

/**
 * Ends the rows of a restored database that cannot be trusted any more. Since its backup anything live in it may have been opened, revoked or
 * locked, and its tries spent: so all of it is ended, what expired meanwhile too, and the schedulers see which to post again. In batches;
 * after a crash it is done once more from the beginning.
 */
final class RestoredRows {
  private static final int BATCH = 500;
  private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

  private final Database database;
  private final Vault vault;
  private final Voiding voiding;
  private final SecureRandom random;
  private final Consumer<String> say;

  /** @param say one line at a time: ids and numbers only */
  RestoredRows(Database database, Vault vault, AuditLog audit, SecureRandom random, Consumer<String> say) {
    this.database = database;
    this.vault = vault;
    this.voiding = new Voiding(database, audit);
    this.random = random;
    this.say = say;
  }

  /** @param missing ids of keys that nobody has: no row refers to them when this returns */
  void end(Collection<String> missing) {
    var ended = voiding.end(Voiding.Scope.everything(), Attention.RESTORED);
    say.accept(String.format(Locale.ROOT,
        "%d live invitations were ended: revoked, attention %s. Their schedulers post them again", ended, Attention.RESTORED.word()));
    say.accept(String.format(Locale.ROOT, "%d codes were erased", batched(tx -> tx.dao(RetentionDao.class).eraseCodes(EVER, BATCH))));
    say.accept(String.format(Locale.ROOT, "%d notices to organizers that were owed were erased: they may have left already",
        batched(tx -> tx.dao(RetentionDao.class).eraseMails(EVER, BATCH))));
    missing.forEach(this::free);
    var clients = database.read(tx -> tx.dao(ReconcileDao.class).clientsThatMayCall(tx.now()));
    say.accept(String.format(Locale.ROOT, "Clients that may call, by keys of that time: %s. Revoke again whom you had revoked since",
        String.join(", ", clients)));
  }

  private void free(String keyId) {
    var invitations = free(SealedColumn.Table.INVITATION, keyId);
    var others = Arrays.stream(SealedColumn.Table.values()).filter(table -> table != SealedColumn.Table.INVITATION)
        .mapToLong(table -> free(table, keyId)).sum();
    say.accept(String.format(Locale.ROOT,
        "key %s is lost: %d invitations that had ended lost their contact, %d rows of others, as keys of hashes, sequences of meetings, used meeting IDs, refs and webhooks,"
            + " were drawn again or erased; ",
        keyId, invitations, others) + "invitations from before are no longer found by their meeting's uid, if it was their client's");
  }

  /** @return how many rows of the table were under the key */
  private long free(SealedColumn.Table table, String keyId) {
    // An expression, so that the compiler refuses a table for which nobody says what becomes of its rows.
    return switch (table) {
      case INVITATION -> freeInvitations(keyId);
      case CLIENT -> database.write(tx -> drawHashKeys(tx.dao(ReconcileDao.class), keyId));
      case DAY_KEY -> database.write(tx -> tx.dao(ReconcileDao.class).eraseDayKeys(keyId));
      case BOUNCE_KEY -> database.write(tx -> tx.dao(ReconcileDao.class).eraseBounceKey(keyId));
      case LEDGER_KEY -> database.write(tx -> eraseLedger(tx.dao(LedgerDao.class), keyId));
      case CONFERENCE_KEY -> database.write(tx -> tx.dao(ReconcileDao.class).eraseConferenceKey(keyId));
      case CONFERENCE -> batched(tx -> tx.dao(ReconcileDao.class).forgetReferences(keyId, BATCH));
      case WEBHOOK -> database.write(tx -> tx.dao(ReconcileDao.class).eraseWebhooks(keyId));
      case MEETING -> batched(tx -> tx.dao(MeetingDao.class).eraseUnder(keyId, BATCH));
      case SCHEDULER_REF -> batched(tx -> tx.dao(SchedulerRefDao.class).eraseUnder(keyId, BATCH));
      case TEST_MESSAGE -> batched(tx -> tx.dao(ReconcileDao.class).eraseTestMessages(keyId, BATCH));
      case CODE, OUTBOX -> 0; // all of them are erased by now
    };
  }

  /** What was hashed under it nobody can compare any more. */
  private static int eraseLedger(LedgerDao dao, String keyId) {
    var keys = dao.keysUnder(keyId);
    keys.forEach(key -> {
      dao.eraseEntriesOf(key);
      dao.eraseKey(key);
    });
    return keys.size();
  }

  private long freeInvitations(String keyId) {
    batched(tx -> tx.dao(ReconcileDao.class).eraseEnvelopes(keyId, BATCH));
    return batched(tx -> tx.dao(ReconcileDao.class).freeInvitations(keyId, tx.now(), BATCH));
  }

  private int drawHashKeys(ReconcileDao dao, String keyId) {
    var clients = dao.clientsUnder(keyId);
    clients.forEach(client -> drawHashKey(dao, client));
    return clients.size();
  }

  private void drawHashKey(ReconcileDao dao, Client client) {
    var hashKey = new byte[32];
    random.nextBytes(hashKey);
    var sealed = vault.seal(SealedColumn.CLIENT_HASH_KEY, client.id(), hashKey);
    Arrays.fill(hashKey, (byte) 0);
    dao.reseal(client.id(), sealed.bytes(), sealed.keyId());
  }

  private long batched(ToIntFunction<Tx> step) {
    var all = 0L;
    for (var last = BATCH; last == BATCH; all += last) {
      last = database.write(step::applyAsInt);
    }
    return all;
  }
}
