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
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.ProblemJson;
import nl.sluis.secret.Secret;

/** Asks for the operator key on the admin port, for everything but the health check; also for Dropwizard's own tasks. */
public final class OperatorAuth implements Filter {
  private static final String SCHEME = "bearer ";
  private final Secret operatorKey;

  public OperatorAuth(Secret operatorKey) {
    this.operatorKey = operatorKey;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    if (isHealthCheck(http) || isOperator(http.getHeader("Authorization"))) {
      chain.doFilter(request, response);
      return;
    }
    var answer = (HttpServletResponse) response;
    answer.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    answer.setHeader("WWW-Authenticate", "Bearer");
    answer.setContentType(ProblemJson.MEDIA_TYPE);
    answer.getOutputStream().write(ProblemJson.write(new ProblemException(Problem.UNAUTHORIZED)));
  }

  private static boolean isHealthCheck(HttpServletRequest request) {
    return "/healthcheck".equals(request.getRequestURI()) && "GET".equals(request.getMethod());
  }

  private boolean isOperator(String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && operatorKey.matches(authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
