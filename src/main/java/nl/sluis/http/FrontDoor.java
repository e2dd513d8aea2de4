package nl.sluis.http;

import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/**
 * Receives every request of both ports first. It answers an encoded body with 415, before anything else. On the public port no thread waits for
 * whom nobody knows. A scheduler's request gets an id, which its answer and the log lines of its thread have.
 */
public final class FrontDoor extends Handler.Wrapper {
  private static final String PUBLIC = "application";
  private static final String SCHEDULERS = "/v1";
  private final RequestIds ids = new RequestIds();
  private final Consumer<HttpFields.Mutable> adminHeaders;

  /** @param adminHeaders puts into every answer of the admin port what belongs there; those of the public port are Jersey's */
  public FrontDoor(Consumer<HttpFields.Mutable> adminHeaders) {
    this.adminHeaders = adminHeaders;
  }

  @Override
  public boolean handle(Request request, Response response, Callback completed) throws Exception {
    var callback = hasBody(request) ? new UnreadBody(request, completed) : completed;
    if (!isPublic(request) || !isScheduler(request)) {
      return letIn(request, response, callback);
    }
    var id = ids.of(request.getHeaders());
    MDC.put("request", id);
    try {
      return letIn(request, new HeadedAnswer(request, response, headers -> headers.put("Request-Id", id)), callback);
    } finally {
      MDC.remove("request");
    }
  }

  private boolean letIn(Request request, Response response, Callback callback) throws Exception {
    if (ContentCodings.isCoded(request.getHeaders())) {
      Response.writeError(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
      return true;
    }
    if (ContentCodings.isCodedOnItsWay(request.getHeaders()) || hasNoPath(request)) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    if (!isPublic(request)) {
      return super.handle(hasBody(request) ? new TimedBody(request) : request, new HeadedAnswer(request, response, adminHeaders), callback);
    }
    var answer = new HeldAnswer(request, response, callback);
    if (!hasBody(request)) {
      return super.handle(request, answer, answer);
    }
    // A scheduler's key is asked for before its body is read, and its body may be large.
    if (isScheduler(request)) {
      return super.handle(new TimedBody(request), answer, answer);
    }
    new EarlyBody(request, answer, answer, getHandler()).load();
    return true;
  }

  /** Jetty would redirect it, and a browser takes the fragment along over a redirect. */
  private static boolean hasNoPath(Request request) {
    var path = request.getHttpURI().getPath();
    return path == null || path.isEmpty();
  }

  private static boolean isPublic(Request request) {
    return PUBLIC.equals(request.getConnectionMetaData().getConnector().getName());
  }

  private static boolean isScheduler(Request request) {
    var path = String.valueOf(request.getHttpURI().getCanonicalPath());
    return path.equals(SCHEDULERS) || path.startsWith(SCHEDULERS + "/");
  }

  private static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED.asString());
  }
}
