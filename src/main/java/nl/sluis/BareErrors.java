package nl.sluis;

import java.nio.ByteBuffer;
import nl.sluis.intake.TestAnswers;
import nl.sluis.page.SecurityHeaders;
import nl.sluis.problem.ProblemJson;
import nl.sluis.problem.ProblemMapper;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what is refused before any route is looked for. Jetty's own page shows the address, which may carry a link secret. */
final class BareErrors implements Request.Handler {
  private static final String SECONDS = "5";
  private final SecurityHeaders security;
  private final byte[] headersPage;
  private final boolean test;

  /**
   * @param headersPage for the visitor whose headers are too large; everybody else gets JSON
   * @param test        whether this is a test gateway
   */
  BareErrors(SecurityHeaders security, byte[] headersPage, boolean test) {
    this.security = security;
    this.headersPage = headersPage;
    this.test = test;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.setStatus(status(response.getStatus()));
    var headers = response.getHeaders();
    switch (response.getStatus()) {
      case HttpStatus.UNSUPPORTED_MEDIA_TYPE_415 -> headers.put(HttpHeader.ACCEPT_ENCODING, "identity");
      case HttpStatus.SERVICE_UNAVAILABLE_503 -> headers.put(HttpHeader.RETRY_AFTER, SECONDS);
      default -> {
      }
    }
    var html = response.getStatus() == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 && isPage(request);
    security.put(html, headers::put);
    headers.put(HttpHeader.CONTENT_TYPE, html ? "text/html;charset=utf-8" : ProblemJson.MEDIA_TYPE);
    response.write(true, ByteBuffer.wrap(html ? headersPage : problem(response.getStatus())), callback);
    return true;
  }

  /** What a client sends is no fault of ours: versions and methods that Jetty does not know either. */
  private static int status(int status) {
    return switch (status) {
      case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 -> HttpStatus.BAD_REQUEST_400;
      case HttpStatus.NOT_IMPLEMENTED_501 -> HttpStatus.METHOD_NOT_ALLOWED_405;
      default -> status;
    };
  }

  /** Of a link that was rewritten too: of the path its beginning is looked at, and nothing more. */
  private static boolean isPage(Request request) {
    var path = request.getHttpURI().getPath();
    return "GET".equals(request.getMethod()) && path != null && path.matches("(?s)/(?:i(?:[/%?].*)?)?");
  }

  private byte[] problem(int status) {
    var problem = ProblemMapper.ofStatus(status).with("status", status);
    return ProblemJson.write(test ? problem.with(TestAnswers.MEMBER, true) : problem);
  }
}
