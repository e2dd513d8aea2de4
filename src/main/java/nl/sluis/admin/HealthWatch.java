package nl.sluis.admin;

import com.codahale.metrics.health.HealthCheckRegistry;
import io.dropwizard.lifecycle.Managed;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every health check at the start and each ten minutes, and logs what is unhealthy in the check's own sentence. So who reads only the log
 * hears of a relay or a provider that refuses us before the first invitee does.
 */
public final class HealthWatch implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
  /** A start needs the processors for itself. */
  private static final int FIRST_LOOK_SECONDS = 3;
  private static final int BETWEEN_LOOKS_SECONDS = 600;
  private final HealthCheckRegistry checks;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, r -> {
    var thread = new Thread(r, "health-watch");
    thread.setDaemon(true);
    return thread;
  });
  private final Map<String, String> said = new HashMap<>();

  public HealthWatch(HealthCheckRegistry checks) {
    this.checks = checks;
  }

  @Override
  public void start() {
    var unused = timer.scheduleWithFixedDelay(this::look, FIRST_LOOK_SECONDS, BETWEEN_LOOKS_SECONDS, TimeUnit.SECONDS);
  }

  /** Without an interrupt: a check may be in the database. A relay or Twilio answers within five seconds. */
  @Override
  public void stop() throws InterruptedException {
    timer.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.shutdown();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }

  /** A check catches what it throws, so no look ends the next ones. */
  void look() {
    for (var name : checks.getNames()) {
      if (timer.isShutdown()) {
        return;
      }
      var result = checks.runHealthCheck(name);
      if (!timer.isShutdown()) {
        // Of a check that itself failed the message is another's, which may quote what it handled.
        tell(name, result.isHealthy(), result.getError() == null
            ? String.valueOf(result.getMessage())
            : "it could not be asked (" + result.getError().getClass().getName() + "), mostly because the database is away");
      }
    }
  }

  private void tell(String name, boolean healthy, String sentence) {
    if (healthy) {
      if (said.remove(name) != null) {
        LOG.info("Health check {} is healthy again", name);
      }
    } else if (!Objects.equals(said.put(name, sentence), sentence)) {
      LOG.warn("Health check {} is unhealthy: {}", name, sentence);
    }
  }
}
