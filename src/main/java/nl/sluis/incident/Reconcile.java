package nl.sluis.incident;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Consumer;
import nl.sluis.audit.AuditLog;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.feed.FeedDao;
import nl.sluis.feed.Placer;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.KeysConfiguration;
import nl.sluis.keys.Reconciliation;
import nl.sluis.keys.Vault;
import nl.sluis.store.Database;
import nl.sluis.store.InvitationGuard;

/**
 * Makes database and keyring belong together again, with every gateway stopped. First it looks, then it opens what opens, ends what cannot be
 * vouched for, and last lets gateways start. After a crash in between, no gateway starts until this is done once more.
 */
public final class Reconcile {
  private final DurableTransactions transactions;
  private final SecureRandom random;
  private final AuditLog audit;
  private final Consumer<String> say;

  /** @param say one line at a time: ids and numbers only */
  public Reconcile(DurableTransactions transactions, SecureRandom random, AuditLog audit, Consumer<String> say) {
    this.transactions = transactions;
    this.random = random;
    this.audit = audit;
    this.say = say;
  }

  /**
   * @param restored     the database was put back, even if it seems to belong to the keyring
   * @param onlyDatabase no other database uses the keyring: keys that this one does not list are destroyed
   * @throws nl.sluis.keys.KeyringException if the keyring does not open, or a gateway is rotating
   */
  public void run(KeysConfiguration configuration, boolean restored, boolean onlyDatabase) {
    var clock = new DatabaseClock();
    try (var reconciliation = Reconciliation.begin(configuration, new KeyLedger(transactions, clock::began), random)) {
      if (reconciliation.mismatch().isEmpty() && !restored) {
        var done = destroyUnlisted(reconciliation, onlyDatabase);
        say.accept(String.format(Locale.ROOT,
            "Database and keyring belong together: nothing %sto do. If the database was put back all the same: --restored",
            done ? "else " : ""));
        return;
      }
      reconciliation.mismatch().ifPresent(say);
      var keys = reconciliation.open();
      var vault = new Vault(keys, random);
      var database = new Database(transactions, clock, keys, new InvitationGuard(vault, audit));
      new RestoredRows(database, vault, audit, random, say).end(reconciliation.missing());
      database.write(tx -> {
        tx.dao(FeedDao.class).renew(Placer.drawId(random));
        return null;
      });
      say.accept("The feed of events has a new id: those who follow it are told that their cursors are lost, and start again");
      destroyUnlisted(reconciliation, onlyDatabase);
      reconciliation.finish();
      audit.record("reconciled", "by-operator", "lost-keys=" + reconciliation.missing().size());
      say.accept("Done: database and keyring belong together. Start the gateways, and rotate");
    }
  }

  /** @return whether there were such keys, and they are gone */
  private boolean destroyUnlisted(Reconciliation reconciliation, boolean onlyDatabase) {
    var unlisted = reconciliation.unlisted();
    if (unlisted.isEmpty()) {
      return false;
    }
    var ids = String.join(", ", unlisted);
    if (!onlyDatabase && !reconciliation.isOnlyDatabase()) {
      say.accept(String.format(Locale.ROOT,
          "The keyring has keys that this database does not list: %s. They are kept, because they may be another database's. If "
              + "no other uses this keyring, they open copies of one that was lost: --only-database destroys them",
          ids));
      return false;
    }
    say.accept(String.format(Locale.ROOT,
        "The keyring has keys that this database does not list: %s. They open copies of a database that was lost, and nothing "
            + "that is kept needs them. They are destroyed now",
        ids));
    reconciliation.destroyUnlisted();
    unlisted.forEach(id -> audit.record("unlisted-key-destroyed", id));
    return true;
  }
}
