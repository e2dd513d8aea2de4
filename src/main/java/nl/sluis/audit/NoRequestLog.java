package nl.sluis.audit;

import io.dropwizard.request.logging.RequestLogFactory;
import org.eclipse.jetty.server.RequestLog;

/** In place of Dropwizard's request log, which prints raw request lines whatever its layout; ours is {@link nl.sluis.audit.RequestLog}. */
public final class NoRequestLog implements RequestLogFactory<RequestLog> {
  @Override
  public boolean isEnabled() {
    return false;
  }

  @Override
  public RequestLog build(String name) {
    throw new UnsupportedOperationException("never enabled");
  }
}
