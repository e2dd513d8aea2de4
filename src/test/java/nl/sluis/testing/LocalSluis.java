package nl.sluis.testing;

import io.dropwizard.core.setup.Environment;
import java.util.function.Consumer;
import nl.sluis.SluisApplication;
import nl.sluis.SluisConfiguration;
import org.eclipse.jetty.server.Server;

/** The whole gateway in this process, with a clock that turns by hand. */
public final class LocalSluis extends Gateway {
  public final TestClock clock;
  private Server server;

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

  /** Options are properties of the whole process, so gateways are started one after the other. */
  @Override
  public void start() {
    synchronized (LocalSluis.class) {
      var values = settings.values();
      values.forEach((name, value) -> System.setProperty("dw." + name, value));
      try {
        new Application().run("server", Settings.shippedConfiguration());
      } catch (Exception e) {
        throw new AssertionError("the gateway did not start", e);
      } finally {
        values.keySet().forEach(name -> System.clearProperty("dw." + name));
      }
    }
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
      super.run(configuration, environment);
      environment.lifecycle().addServerLifecycleListener(started -> server = started);
    }

    @Override
    protected void onFatalError(Throwable thrown) {
      throw new AssertionError("the gateway did not start", thrown);
    }
  }
}
