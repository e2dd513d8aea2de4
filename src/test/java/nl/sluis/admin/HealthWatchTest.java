package nl.sluis.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import java.util.Arrays;
import nl.sluis.testing.CapturedLog;
import org.junit.jupiter.api.Test;

/** The log tells what became unhealthy and what became healthy again, once each. */
class HealthWatchTest {
  private String fault;

  @Test
  void whatChangesIsToldOnceAndOthersWordsAreNot() {
    var checks = new HealthCheckRegistry();
    checks.register("relay", new HealthCheck() {
      @Override
      protected Result check() {
        if ("throw".equals(fault)) {
          throw new IllegalStateException("topsecret");
        }
        return fault == null ? Result.healthy() : Result.unhealthy(fault);
      }
    });
    var watch = new HealthWatch(checks);
    try (var log = new CapturedLog()) {
      looks(watch, null, null, "No relay greets", "No relay greets", "It refuses our login", null, null, "throw");
      assertThat(log.text().lines().filter(line -> line.startsWith("nl.sluis.admin.HealthWatch"))).containsExactly(
          "nl.sluis.admin.HealthWatch WARN Health check relay is unhealthy: No relay greets",
          "nl.sluis.admin.HealthWatch WARN Health check relay is unhealthy: It refuses our login",
          "nl.sluis.admin.HealthWatch INFO Health check relay is healthy again",
          "nl.sluis.admin.HealthWatch WARN Health check relay is unhealthy: it could not be asked (java.lang.IllegalStateException), mostly "
              + "because the database is away");
    }
  }

  private void looks(HealthWatch watch, String... faults) {
    for (var each : Arrays.asList(faults)) {
      fault = each;
      watch.look();
    }
  }
}
