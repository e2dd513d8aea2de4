package nl.sluis;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code java -jar sluis.jar server config.yml}: a start that is refused says why in sentences. */
final class StartCommand extends ServerCommand<SluisConfiguration> {
  StartCommand(SluisApplication application) {
    super(application, "server", "Runs the gateway");
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable thrown) {
    cli.getStdErr().println(Refusal.of(thrown, getConfiguration()).text("Sluis does not start"));
  }
}
