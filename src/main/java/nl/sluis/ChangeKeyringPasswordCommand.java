package nl.sluis;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.nio.file.Path;
import java.security.SecureRandom;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import nl.sluis.keys.KeyringPasswordChange;

/** {@code java -jar sluis.jar change-keyring-password config.yml --to FILE}, with every gateway stopped. */
final class ChangeKeyringPasswordCommand extends ConfiguredCommand<SluisConfiguration> {
  private static final String TO = "to";

  ChangeKeyringPasswordCommand() {
    super("change-keyring-password", "Seals the keyring under the password in another file");
  }

  @Override
  public void configure(Subparser subparser) {
    super.configure(subparser);
    subparser.addArgument("--to").dest(TO).required(true).help("file with the next password; drawn, mode 0600, if it is not there");
  }

  @Override
  protected void run(Bootstrap<SluisConfiguration> bootstrap, Namespace namespace, SluisConfiguration configuration) {
    var next = Path.of(namespace.getString(TO));
    KeyringPasswordChange.run(configuration.keys(), next, new SecureRandom());
    System.out.println("The keyring opens by the password in " + next + " from now on. Before the next start put it where the former was: move it "
        + "to keys.passwordFile, or set SLUIS_KEYS_PASSWORD. Back up the keyring again, and erase copies under the former password");
  }

  /** Without the traces of a crash: what went wrong stands in the words. */
  @Override
  public void onError(Cli cli, Namespace namespace, Throwable thrown) {
    cli.getStdErr().println(thrown.getMessage());
  }
}
