package nl.sluis.intake;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import nl.sluis.audit.RequestLog;

/** Asks for the client key before anything else is looked at, so that without one every answer under {@code /v1} is the same 401. */
@PreMatching
public final class SchedulerFilter implements ContainerRequestFilter {
  static final String CALLER = "nl.sluis.caller";
  private final SchedulerAuth auth;

  public SchedulerFilter(SchedulerAuth auth) {
    this.auth = auth;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (isSchedulers(request)) {
      var caller = auth.require(request.getHeaderString(HttpHeaders.AUTHORIZATION));
      request.setProperty(CALLER, caller);
      request.setProperty(RequestLog.CLIENT, caller.client().name());
    }
  }

  static boolean isSchedulers(ContainerRequestContext request) {
    return "v1".equals(request.getUriInfo().getPathSegments().get(0).getPath());
  }
}
