package nl.sluis.crash;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.Settings;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The gateways of one database, each a process: one on H2, two on PostgreSQL. */
final class Fleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private final Postgres postgres;
  private final List<JarSluis> gateways;

  Fleet(String database) {
    this(database, gateway -> {});
  }

  /** @param before what is done to each before its first start */
  Fleet(String database, Consumer<JarSluis> before) {
    postgres = database.equals("postgresql") ? Postgres.start() : null;
    var first = JarSluis.of(this::prepare);
    gateways = postgres == null ? List.of(first) : List.of(first, JarSluis.beside(first, settings -> {}));
    gateways.forEach(before);
    gateways.forEach(JarSluis::launch);
    gateways.forEach(this::awaitHealth);
  }

  private void prepare(Settings settings) {
    // A visitor whose code went down with a gateway need not wait for a minute.
    settings.set("codes.resendAfter", "1s").set("limits.codesPerDay", "1000000").set("limits.codesPerDayInAll", "1000000");
    if (postgres != null) {
      postgres.holds(settings);
    }
  }

  /** Whatever other threads complain of: the relay's do, of every connection that a kill cut. */
  void awaitHealth(JarSluis gateway) {
    try {
      Awaitility.await().dontCatchUncaughtExceptions().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(gateway::isHealthy);
    } catch (ConditionTimeoutException e) {
      gateways.forEach(JarSluis::printThreads);
      throw new AssertionError("not healthy in time; all threads are in the logs beside " + gateway.log(), e);
    }
  }

  List<JarSluis> gateways() {
    return gateways;
  }

  JarSluis first() {
    return gateways.get(0);
  }

  /** Any of them, dead or alive: as a proxy that has not noticed yet. */
  JarSluis any(RandomGenerator random) {
    return gateways.get(random.nextInt(gateways.size()));
  }

  /** One of this version, once there is any: a former version cannot rotate what lies in tables that it does not know. */
  JarSluis newest(RandomGenerator random) {
    var newest = gateways.stream().filter(JarSluis::isThisVersion).toList();
    return newest.isEmpty() ? any(random) : newest.get(random.nextInt(newest.size()));
  }

  /** With all gateways dead every lease is a dead one's: lets their three minutes pass. */
  void ageLeases() {
    if (postgres != null) {
      postgres.execute("UPDATE outbox SET leased_until = leased_until - INTERVAL '3 minutes'");
    }
  }

  @Override
  public void close() {
    for (var i = gateways.size() - 1; i >= 0; i--) {
      gateways.get(i).kill();
    }
    first().close();
    if (postgres != null) {
      postgres.close();
    }
  }
}
