package nl.sluis.admin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import nl.sluis.audit.AuditLog;
import nl.sluis.files.FileException;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemJson;
import nl.sluis.secret.Secret;
import org.slf4j.MDC;

/** Asks for an operator key on the admin port, for everything but the health checks and reports of mails; also for Dropwizard's own tasks. The audit log says by whose. */
public final class OperatorAuth implements Filter {
  private static final String SCHEME = "bearer ";
  /** In the audit log: no operator can have this name. */
  private static final String MAIL_SERVER = "(mail.bounceKey)";
  /** What says whether the gateway is there and well, and nothing else. */
  private static final Set<String> FOR_ALL = Set.of("/healthcheck", "/live", "/ready");
  /** Reports of mails are handed over by a mail server, which has a key for nothing else. So no operator's key lies there. */
  private static final String BOUNCE = "/tasks/bounce";
  private final OperatorKeys keys;
  private final Supplier<Secret> bounceKey;

  /** @param bounceKey as it is now; none where no reports are taken */
  public OperatorAuth(OperatorKeys keys, Supplier<Secret> bounceKey) {
    this.keys = keys;
    this.bounceKey = bounceKey;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    if (FOR_ALL.contains(http.getRequestURI()) && "GET".equals(http.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    var operator = key(http.getHeader("Authorization")).flatMap(key -> operator(http, key));
    if (operator.isPresent()) {
      MDC.put(AuditLog.OPERATOR, operator.get());
      try {
        chain.doFilter(request, response);
      } finally {
        MDC.remove(AuditLog.OPERATOR);
      }
      return;
    }
    var answer = (HttpServletResponse) response;
    answer.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    answer.setHeader("WWW-Authenticate", "Bearer");
    answer.setContentType(ProblemJson.MEDIA_TYPE);
    answer.getOutputStream().write(ProblemJson.write(new ProblemException(Problem.UNAUTHORIZED)));
  }

  /** By the servlet, which Jetty has found by then, and not by the path, which has many spellings. */
  private Optional<String> operator(HttpServletRequest request, byte[] key) {
    if (!BOUNCE.equals(request.getServletPath())) {
      return keys.nameOf(key);
    }
    try {
      return bounceKey.get().matches(key) ? Optional.of(MAIL_SERVER) : Optional.empty();
    } catch (FileException e) {
      // Its file was changed, and can be no secret now: it opens nothing.
      return Optional.empty();
    }
  }

  private static Optional<byte[]> key(String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
