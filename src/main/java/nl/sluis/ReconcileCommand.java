package nl.sluis;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.security.SecureRandom;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.KeyLedger;
import nl.sluis.keys.Reconciliation;
import nl.sluis.keys.Vault;
import nl.sluis.store.Columns;
import nl.sluis.store.Database;
import nl.sluis.store.DatabaseClock;
import nl.sluis.store.DurableTransactions;
import nl.sluis.store.InvitationGuard;
import nl.sluis.store.Migrations;
import nl.sluis.store.Reconcile;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** {@code java -jar sluis.jar reconcile config.yml}, with every gateway stopped: the way out when a start is refused for a restore. */
final class ReconcileCommand extends ConfiguredCommand<SluisConfiguration> {
  private static final String RESTORED = "restored";

  ReconcileCommand() {
    super("reconcile", "Ends what a restored database cannot vouch for, so that gateways start again");
  }

  @Override
  public void configure(Subparser subparser) {
    super.configure(subparser);
    subparser.addArgument("--restored").dest(RESTORED).action(Arguments.storeTrue())
        .help("the database was put back from a backup, though a start would not notice");
  }

  @Override
  protected void run(Bootstrap<SluisConfiguration> bootstrap, Namespace namespace, SluisConfiguration configuration) throws Exception {
    var faults = configuration.database().faults();
    if (!faults.isEmpty()) {
      throw new StartRefusedException(faults);
    }
    var pool = configuration.database().patientDataSource().build(new MetricRegistry(), "database");
    pool.start();
    try {
      Migrations.run(pool);
      var jdbi = Columns.configure(Jdbi.create(pool).installPlugin(new SqlObjectPlugin()));
      reconcile(configuration, new DurableTransactions(jdbi, configuration.database().embedded()), namespace.getBoolean(RESTORED));
    } finally {
      pool.stop();
    }
  }

  private static void reconcile(SluisConfiguration configuration, DurableTransactions transactions, boolean restored) {
    var clock = new DatabaseClock();
    var random = new SecureRandom();
    var audit = new AuditLog();
    try (var reconciliation = Reconciliation.begin(configuration.keys(), new KeyLedger(transactions, clock::now), random)) {
      if (reconciliation.mismatch().isEmpty() && !restored) {
        System.out.println("Database and keyring belong together: nothing to do. If the database was put back all the same: --restored");
        return;
      }
      reconciliation.mismatch().ifPresent(System.out::println);
      var keys = reconciliation.open();
      var vault = new Vault(keys, random);
      var database = new Database(transactions, clock, keys, new InvitationGuard(vault, audit));
      new Reconcile(database, vault, audit, random, System.out::println).run(reconciliation.missing());
      reconciliation.finish();
      audit.record("reconciled", "by-operator", "lost-keys=" + reconciliation.missing().size());
      System.out.println("Done: database and keyring belong together. Start the gateways, and rotate");
    }
  }

  /** Without the traces of a crash: what went wrong stands in the words. */
  @Override
  public void onError(Cli cli, Namespace namespace, Throwable thrown) {
    cli.getStdErr().println(thrown instanceof nl.sluis.keys.KeyringException || thrown instanceof StartRefusedException ? thrown.getMessage()
        : "Not reconciled: " + thrown + ". With H2 every gateway must be stopped first");
  }
}
