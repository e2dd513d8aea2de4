package nl.sluis;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.nio.file.Path;
import java.security.SecureRandom;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import nl.sluis.keys.KeyringPasswordChange;

/** {@code java -jar sluis.jar change-keyring-password config.yml --to FILE}, or {@code --to-token}, with every gateway stopped. */
final class ChangeKeyringPasswordCommand extends ConfiguredCommand<SluisConfiguration> {
  private static final String TO = "to";
  private static final String TO_TOKEN = "toToken";
  private static final String BACK_UP = "Back up the keyring again, and erase copies under the former one";

  ChangeKeyringPasswordCommand() {
    super("change-keyring-password", "Seals the keyring under the password in another file, or by a key in a token");
  }

  @Override
  public void configure(Subparser subparser) {
    super.configure(subparser);
    var next = subparser.addMutuallyExclusiveGroup().required(true);
    next.addArgument("--to").dest(TO).help("file with the next password; drawn, mode 0600, if it is not there");
    next.addArgument("--to-token").dest(TO_TOKEN).action(Arguments.storeTrue())
        .help("the key that keys.token names; drawn in the token if it is not there");
  }

  @Override
  protected void run(Bootstrap<SluisConfiguration> bootstrap, Namespace namespace, SluisConfiguration configuration) {
    if (namespace.getBoolean(TO_TOKEN)) {
      KeyringPasswordChange.toToken(configuration.keys(), new SecureRandom());
      System.out.println("The keyring opens by the key " + configuration.keys().token().key() + " in the token from now on. Erase the "
          + "former password's file, or unset SLUIS_KEYS_PASSWORD. " + BACK_UP);
      return;
    }
    var next = Path.of(namespace.getString(TO));
    KeyringPasswordChange.toFile(configuration.keys(), next, new SecureRandom());
    System.out.println("The keyring opens by the password in " + next + " from now on. Before the next start put it where the former was: "
        + "move it to keys.passwordFile, or set SLUIS_KEYS_PASSWORD; and unset keys.token.library, if it was a token. " + BACK_UP);
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable thrown) {
    cli.getStdErr().println(Refusal.of(thrown, getConfiguration()).text("The keyring's password was not changed"));
  }
}
