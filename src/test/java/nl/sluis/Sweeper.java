package nl.sluis;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.BiConsumer;
import nl.sluis.audit.AuditLog;
import nl.sluis.conference.RunningSweep;
import nl.sluis.database.Columns;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Keys;
import nl.sluis.keys.KeysConfiguration;
import nl.sluis.keys.Vault;
import nl.sluis.secret.Secret;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.InvitationGuard;
import nl.sluis.store.Retention;
import nl.sluis.testing.LocalSluis;

/** Sweeps beside a gateway, as it does itself every minute, at a moment to come. */
final class Sweeper {
  private Sweeper() {}

  static void sweep(LocalSluis gateway, Databases databases, Duration later) {
    at(gateway, databases, later, (database, contacts) -> new Retention(database, contacts, Duration.ofDays(30)).sweep());
  }

  /** What is kept of meetings that run. */
  static void sweepRunning(LocalSluis gateway, Databases databases, Duration later) {
    at(gateway, databases, later, (database, contacts) -> new RunningSweep(database, new AuditLog()).sweep());
  }

  private static void at(LocalSluis gateway, Databases databases, Duration later, BiConsumer<Database, Contacts> work) {
    var transactions = new DurableTransactions(Columns.configure(databases.jdbi(gateway)), databases.gateways() == 1);
    var clock = new DatabaseClock(() -> later);
    var random = new SecureRandom();
    var keys = Keys.start(new KeysConfiguration(gateway.folder.resolve("keys").toString(), Secret.none(),
        gateway.folder.resolve("secrets/keyring-password").toString(), null, null), new KeyLedger(transactions, clock::began), random);
    var vault = new Vault(keys, random);
    var guard = new InvitationGuard(vault, new AuditLog());
    work.accept(new Database(transactions, clock, keys, guard), new Contacts(vault, guard));
  }
}
