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
import nl.sluis.audit.AuditLog;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemJson;
import org.slf4j.MDC;

/** Asks for an operator key on the admin port, for everything but the health checks; also for Dropwizard's own tasks. The audit log says by whose. */
public final class OperatorAuth implements Filter {
  private static final String SCHEME = "bearer ";
  /** What says whether the gateway is there and well, and nothing else. */
  private static final Set<String> FOR_ALL = Set.of("/healthcheck", "/live", "/ready");
  private final OperatorKeys keys;

  public OperatorAuth(OperatorKeys keys) {
    this.keys = keys;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    if (FOR_ALL.contains(http.getRequestURI()) && "GET".equals(http.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    var operator = operator(http.getHeader("Authorization"));
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

  private Optional<String> operator(String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? keys.nameOf(authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
