package nl.sluis;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;
import nl.sluis.audit.QuietLibraries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code java -jar sluis.jar check config.yml}: asks what a start asks, and what the gateway then asks of others, and changes nothing. The
 * status is 0 if all is well, and else 78.
 */
final class CheckCommand extends ConfiguredCommand<SluisConfiguration> {
  private final SluisApplication application;

  CheckCommand(SluisApplication application) {
    super("check", "Asks settings, keyring, database, relay and SMS provider, and says what is to be mended");
    this.application = application;
  }

  @Override
  protected void run(Bootstrap<SluisConfiguration> bootstrap, Namespace namespace, SluisConfiguration configuration) {
    QuietLibraries.install();
    ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    application.refuse(configuration);
    var wrong = new Examination(configuration, System.out::println).run();
    if (!wrong.isEmpty()) {
      throw new StartRefusedException(wrong);
    }
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable thrown) {
    cli.getStdErr().println(Refusal.of(thrown, getConfiguration()).text("A start would refuse this, or the gateway could not do its work"));
  }
}
