package nl.sluis.audit;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per request: method, route template, status, milliseconds, and of a scheduler the client's name. Never the raw path, for a link rewritten to {@code /i%23<s>} carries
 * the secret in it; never a query, header or address.
 */
@PreMatching
public final class RequestLog implements ContainerRequestFilter, ContainerResponseFilter {
  private static final Logger LOG = LoggerFactory.getLogger("nl.sluis.request");
  /** The property of a request that names the client whose key was right. */
  public static final String CLIENT = "nl.sluis.client";
  private static final String BEGUN = "nl.sluis.begun";

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(BEGUN, System.nanoTime());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var millis = request.getProperty(BEGUN) instanceof Long begun ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) : 0;
    var client = request.getProperty(CLIENT) instanceof String name ? " client=" + name : "";
    LOG.info("{} {} {} {}ms{}", method(request.getMethod()), template(request), response.getStatus(), millis, client);
  }

  private static String template(ContainerRequestContext request) {
    var template = new StringBuilder();
    if (request.getUriInfo() instanceof ExtendedUriInfo uri) {
      uri.getMatchedTemplates().forEach(t -> template.insert(0, t.getTemplate()));
    }
    // The route of the address itself also begins every path that has none.
    var isNone = template.isEmpty() || template.toString().equals("/") && !request.getUriInfo().getPath(false).isEmpty();
    return isNone ? "(no route)" : template.toString().replaceAll("/+", "/");
  }

  /** A method is the sender's choice too. */
  private static String method(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" -> method;
      default -> "(other)";
    };
  }
}
