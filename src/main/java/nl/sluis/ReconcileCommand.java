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
import nl.sluis.audit.QuietLibraries;
import nl.sluis.database.Columns;
import nl.sluis.database.DurableTransactions;
import nl.sluis.database.Migrations;
import nl.sluis.database.Purpose;
import nl.sluis.incident.Reconcile;
import nl.sluis.store.Database;
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
      var transactions = new DurableTransactions(jdbi, configuration.database().embedded());
      Purpose.claim(transactions, configuration.test());
      new Reconcile(transactions, new SecureRandom(), new AuditLog(), System.out::println)
          .run(configuration.keys(), namespace.getBoolean(RESTORED), namespace.getBoolean(ONLY_DATABASE));
    } finally {
      pool.stop();
    }
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable thrown) {
    cli.getStdErr().println(Refusal.of(thrown, getConfiguration()).text("Database and keyring were not reconciled"));
  }
}
