package nl.sluis;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code java -jar sluis.jar check config.yml}: reads the configuration as a start would, and touches nothing. */
final class CheckCommand extends ConfiguredCommand<SluisConfiguration> {
  private final SluisApplication application;

  CheckCommand(SluisApplication application) {
    super("check", "Reads the configuration, and says what a start would refuse in it");
    this.application = application;
  }

  @Override
  protected void run(Bootstrap<SluisConfiguration> bootstrap, Namespace namespace, SluisConfiguration configuration) {
    application.refuse(configuration);
    System.out.println("A start refuses nothing in this configuration. Database, keyring and ports were not looked at");
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable thrown) {
    cli.getStdErr().println(Refusal.of(thrown, getConfiguration()).text("A start would refuse this configuration"));
  }
}
