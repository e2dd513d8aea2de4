package nl.sluis;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.security.SecureRandom;
import java.util.Locale;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import nl.sluis.audit.AuditLog;
import nl.sluis.audit.QuietLibraries;
import nl.sluis.database.Columns;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.DurableTransactions;
import nl.sluis.database.Migrations;
import nl.sluis.incident.Reconcile;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Reconciliation;
import nl.sluis.keys.Vault;
import nl.sluis.store.Database;
import nl.sluis.store.InvitationGuard;
import org.jdbi.v3.core.Jdbi;

/** {@code java -jar sluis.jar reconcile config.yml}, with every gateway stopped: the way out when a start is refused for a restore. */
final class ReconcileCommand extends ConfiguredCommand<SluisConfiguration> {
  private static final String RESTORED = "restored";
  private static final String ONLY_DATABASE = "onlyDatabase";

  ReconcileCommand() {
    super("reconcile", "Ends what a restored database cannot vouch for, so that gateways start again");
  }

  @Override
  public void configure(Subparser subparser) {
    super.configure(subparser);
    subparser.addArgument("--restored").dest(RESTORED).action(Arguments.storeTrue())
        .help("the database was put back from a backup, though a start would not notice");
    subparser.addArgument("--only-database").dest(ONLY_DATABASE).action(Arguments.storeTrue())
        .help("no other database uses this keyring: destroy every key that this one does not list");
  }

  @Override
  protected void run(Bootstrap<SluisConfiguration> bootstrap, Namespace namespace, SluisConfiguration configuration) throws Exception {
    QuietLibraries.install();
    var faults = configuration.database().faults();
    if (!faults.isEmpty()) {
      throw new StartRefusedException(faults);
    }
    var pool = configuration.database().patientDataSource().build(new MetricRegistry(), "database");
    pool.start();
    try {
      Migrations.run(pool);
      var jdbi = Columns.configure(Jdbi.create(pool));
      reconcile(configuration, new DurableTransactions(jdbi, configuration.database().embedded()), namespace.getBoolean(RESTORED),
          namespace.getBoolean(ONLY_DATABASE));
    } finally {
      pool.stop();
    }
  }

  private static void reconcile(SluisConfiguration configuration, DurableTransactions transactions, boolean restored,
      boolean onlyDatabase) {
    var clock = new DatabaseClock();
    var random = new SecureRandom();
    var audit = new AuditLog();
    try (var reconciliation = Reconciliation.begin(configuration.keys(), new KeyLedger(transactions, clock::now), random)) {
      if (reconciliation.mismatch().isEmpty() && !restored) {
        var done = destroyUnlisted(reconciliation, onlyDatabase, audit);
        System.out.println(String.format(Locale.ROOT,
            "Database and keyring belong together: nothing %sto do. If the database was put back all the same: --restored",
            done ? "else " : ""));
        return;
      }
      reconciliation.mismatch().ifPresent(System.out::println);
      var keys = reconciliation.open();
      var vault = new Vault(keys, random);
      var database = new Database(transactions, clock, keys, new InvitationGuard(vault, audit));
      new Reconcile(database, vault, audit, random, System.out::println).run(reconciliation.missing());
      destroyUnlisted(reconciliation, onlyDatabase, audit);
      reconciliation.finish();
      audit.record("reconciled", "by-operator", "lost-keys=" + reconciliation.missing().size());
      System.out.println("Done: database and keyring belong together. Start the gateways, and rotate");
    }
  }

  /** @return whether there were such keys, and they are gone */
  private static boolean destroyUnlisted(Reconciliation reconciliation, boolean onlyDatabase, AuditLog audit) {
    var unlisted = reconciliation.unlisted();
    if (unlisted.isEmpty()) {
      return false;
    }
    var ids = String.join(", ", unlisted);
    if (!onlyDatabase && !reconciliation.isOnlyDatabase()) {
      System.out.printf(Locale.ROOT,
          "The keyring has keys that this database does not list: %s. They are kept, because they may be another database's. If "
              + "no other uses this keyring, they open copies of one that was lost: --only-database destroys them%n",
          ids);
      return false;
    }
    System.out.printf(Locale.ROOT,
        "The keyring has keys that this database does not list: %s. They open copies of a database that was lost, and nothing "
            + "that is kept needs them. They are destroyed now%n",
        ids);
    reconciliation.destroyUnlisted();
    unlisted.forEach(id -> audit.record("unlisted-key-destroyed", id));
    return true;
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable thrown) {
    cli.getStdErr().println(Refusal.of(thrown, getConfiguration()).text("Database and keyring were not reconciled"));
  }
}
