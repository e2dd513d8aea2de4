package nl.sluis;

import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.eclipse.jetty.server.Server;

/**
 * {@code java -jar sluis.jar demo}: runs the gateway as a demonstration on loopback, in a temporary folder, posts a sample and says what to
 * click, until it is stopped. It takes no setting and no variable: nothing of a gateway in production reaches it.
 */
final class DemoCommand extends Command {
  private static final int FIRST_PORT = 8080;
  private static final int LAST_PORT = 9080;

  DemoCommand() {
    super("demo", "Shows the gateway on this machine, with a mailbox and a phone inside");
  }

  @Override
  public void configure(Subparser subparser) {
    // It takes nothing.
  }

  @Override
  public void run(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
    var port = freePort();
    var folder = Files.createTempDirectory("sluis-demo.");
    var demonstration = new Demonstration(port, folder);
    Runtime.getRuntime().addShutdownHook(new Thread(demonstration::end, "end-of-demo"));
    var config = folder.resolve("config.yml");
    try (var shipped = DemoCommand.class.getResourceAsStream("/config.yml")) {
      Files.copy(shipped, config);
    }
    settings(port, folder).forEach((name, value) -> System.setProperty("dw." + name, value));
    demonstration.run("server", config.toString());
  }

  private static Map<String, String> settings(int port, Path folder) throws IOException {
    return Map.ofEntries(Map.entry("demo", "true"),
        Map.entry("publicUrl", url(port)),
        Map.entry("server.applicationConnectors[0].port", String.valueOf(port)),
        Map.entry("server.adminConnectors[0].port", String.valueOf(port + 1)),
        Map.entry("organization", "Bureau Voorbeeld"),
        Map.entry("database.url", "jdbc:h2:" + folder.resolve("sluis")),
        Map.entry("keys.folder", Files.createDirectory(folder.resolve("keys")).toString()),
        Map.entry("keys.passwordFile", folder.resolve("secrets/keyring-password").toString()),
        Map.entry("operator.keyFile", folder.resolve("secrets/operator-key").toString()),
        Map.entry("logging.appenders[0].type", "file"),
        Map.entry("logging.appenders[0].archive", "false"),
        Map.entry("logging.appenders[0].currentLogFilename", folder.resolve("log").toString()));
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static int freePort() {
    for (var port = FIRST_PORT; port < LAST_PORT; port += 10) {
      if (isFree(port) && isFree(port + 1)) {
        if (port != FIRST_PORT) {
          System.out.println("Port 8080 or 8081 is taken, so this demonstration takes " + port + " and " + (port + 1) + ".");
        }
        return port;
      }
    }
    throw new StartRefusedException(List.of("No two ports side by side are free between 8080 and 9080"));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void remove(Path folder) {
    try (var all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      System.err.println("The folder of the demonstration could not be removed: " + folder);
    }
  }

  /** The gateway itself. */
  private static final class Demonstration extends SluisApplication {
    private final int port;
    private final Path folder;
    private volatile Server server;

    Demonstration(int port, Path folder) {
      this.port = port;
      this.folder = folder;
    }

    @Override
    protected Map<String, String> environment() {
      var others = new HashMap<>(super.environment());
      others.keySet().removeIf(name -> name.startsWith(Variables.PREFIX));
      return others;
    }

    @Override
    public void run(SluisConfiguration configuration, Environment environment) {
      super.run(configuration, environment);
      environment.lifecycle().addServerLifecycleListener(this::begin);
    }

    private void begin(Server started) {
      server = started;
      try {
        keep("operator-header", Files.readString(folder.resolve("secrets/operator-key")).strip());
        var made = call(port + 1, "/tasks/create-client?name=demo", "Authorization", header("operator-header"));
        keep("client-header", made.lines().filter(line -> line.startsWith("client-key: ")).findFirst().orElseThrow().substring(12));
        call(port, "/demo/post", "Origin", url(port));
        System.out.print(String.format(Locale.ROOT, words(), url(port), folder, url(port + 1)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Jetty stops at the end of the process too; whoever comes second waits. Then nobody writes into the folder. */
    private void end() {
      try {
        if (server != null) {
          server.stop();
        }
      } catch (Exception e) {
        System.err.println("The demonstration did not stop well: " + e.getClass().getName());
      }
      remove(folder);
    }

    private void keep(String name, String key) throws IOException {
      Files.writeString(folder.resolve(name), "Authorization: Bearer " + key + "\n");
    }

    private String header(String name) throws IOException {
      return Files.readString(folder.resolve(name)).strip().substring("Authorization: ".length());
    }

    private static String call(int port, String path, String header, String value) throws IOException {
      try {
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url(port) + path)).header(header, value)
            .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
          throw new IOException(path + " was answered " + answer.statusCode());
        }
        return answer.body();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    private static String words() throws IOException {
      try (var words = DemoCommand.class.getResourceAsStream("/demo/words.txt")) {
        return new String(words.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      }
    }
  }
}
