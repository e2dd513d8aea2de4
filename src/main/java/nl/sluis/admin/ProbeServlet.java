package nl.sluis.admin;

import com.codahale.metrics.health.HealthCheckRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * {@code GET /live} and {@code GET /ready}: 200, or 503 with the names of the checks that are unhealthy. Liveness is what only a restart mends;
 * readiness is what every request needs. Neither asks relay or SMS provider, because a gateway without them still answers.
 */
public final class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final List<String> LIVE = List.of("deadlocks");
  private static final List<String> READY = List.of("database", "keys", "deadlocks");
  private final transient HealthCheckRegistry checks;
  private final List<String> names;

  private ProbeServlet(HealthCheckRegistry checks, List<String> names) {
    this.checks = checks;
    this.names = names;
  }

  public static ProbeServlet ofLife(HealthCheckRegistry checks) {
    return new ProbeServlet(checks, LIVE);
  }

  public static ProbeServlet ofReadiness(HealthCheckRegistry checks) {
    return new ProbeServlet(checks, READY);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var unhealthy = names.stream().filter(checks.getNames()::contains).filter(name -> !checks.runHealthCheck(name).isHealthy()).toList();
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=utf-8");
    response.setStatus(unhealthy.isEmpty() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.getWriter().println(unhealthy.isEmpty() ? "ok" : "unhealthy: " + String.join(", ", unhealthy));
  }
}
