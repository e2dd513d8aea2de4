package nl.sluis.testing;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nl.sluis.SluisApplication;
import nl.sluis.SluisConfiguration;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Server;

/** The whole gateway in this process, with a clock that turns by hand. */
public final class LocalSluis extends Gateway {
  public final TestClock clock;
  private Server server;
  private SluisConfiguration configuration;

  public LocalSluis() {
    clock = new TestClock();
  }

  private LocalSluis(LocalSluis first) {
    super(first);
    clock = first.clock;
  }

  /** @param change of the settings, before the start */
  public static LocalSluis started(Consumer<Settings> change) {
    var sluis = new LocalSluis();
    change.accept(sluis.settings);
    sluis.start();
    return sluis;
  }

  public static LocalSluis started() {
    return started(settings -> {});
  }

  /** A further gateway on the database and the keys of the first, by the same clock; to be closed before it. */
  public static LocalSluis startedBeside(LocalSluis first, Consumer<Settings> change) {
    var sluis = new LocalSluis(first);
    change.accept(sluis.settings);
    sluis.start();
    return sluis;
  }

  /** @return as its last start read it */
  public SluisConfiguration configuration() {
    return configuration;
  }

  @Override
  public void start() {
    runs("server");
  }

  /**
   * Runs a command of the jar with this gateway's settings. Options are properties of the whole process, so commands are run one after the
   * other.
   */
  public void runs(String... command) {
    synchronized (LocalSluis.class) {
      var values = settings.values();
      values.forEach((name, value) -> System.setProperty("dw." + name, value));
      var arguments = Arrays.copyOf(command, command.length + 1);
      arguments[command.length] = Settings.shippedConfiguration();
      try {
        new Application().run(arguments);
      } catch (Exception e) {
        throw new AssertionError("the command failed", e);
      } finally {
        values.keySet().forEach(name -> System.clearProperty("dw." + name));
      }
    }
  }

  /** @return why it does not start; the H2 file is free again, as when the process had ended */
  public String refusesToStart() {
    return refuses("server").getMessage();
  }

  /** @return why a start or another command is refused */
  public Throwable refuses(String command) {
    try {
      runs(command);
    } catch (AssertionError refused) {
      if (!settings.values().get("database.url").startsWith("jdbc:h2:")) {
        return refused.getCause();
      }
      try (var connection = DriverManager.getConnection(settings.values().get("database.url"), "sluis", "");
          var statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
      return refused.getCause();
    }
    throw new AssertionError(command + " is not refused");
  }

  @Override
  public void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError("the gateway did not stop", e);
    }
  }

  private final class Application extends SluisApplication {
    Application() {
      super(clock.databaseClock());
    }

    @Override
    public void run(SluisConfiguration configuration, Environment environment) {
      LocalSluis.this.configuration = configuration;
      super.run(configuration, environment);
      environment.lifecycle().addServerLifecycleListener(started -> {
        server = started;
        // A stop waits so long for connections that nobody uses: those that the tests' HTTP client keeps.
        Stream.of(started.getConnectors()).forEach(each -> ((AbstractConnector) each).setShutdownIdleTimeout(50));
      });
    }

    /** Those of the test, and none of the machine's. */
    @Override
    protected Map<String, String> environment() {
      return settings.variables();
    }

    /** {@link PowerCutDisk} is a file with another name for it. */
    @Override
    protected List<String> faults(SluisConfiguration configuration) {
      var onPowerCutDisk = configuration.database().url().startsWith("jdbc:h2:" + PowerCutDisk.path(Path.of("/")));
      return super.faults(configuration).stream().filter(fault -> !onPowerCutDisk || !fault.contains("must name a file")).toList();
    }

    @Override
    protected void onFatalError(Throwable thrown) {
      throw new AssertionError("the gateway did not start", thrown);
    }
  }
}
