package nl.sluis.page;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Serves the page for links that a mail scanner rewrote: {@code #} became {@code %23}, so that the secret arrives in the path. From here on
 * the path is {@code /i}; the page moves the secret back into the fragment. How often this happens is counted, and nothing else of it kept.
 */
public final class RewrittenLinks implements Filter {
  private static final Pattern REWRITTEN = Pattern.compile("/i/?%(?:25)*23.*");
  private final Counter met;

  public RewrittenLinks(MetricRegistry metrics) {
    this.met = metrics.counter(MetricRegistry.name(RewrittenLinks.class, "met"));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
    if (REWRITTEN.matcher(((HttpServletRequest) request).getRequestURI()).matches()) {
      met.inc();
      // A connection remembers the last address that was asked for over it, for as long as it lives.
      ((HttpServletResponse) response).setHeader("Connection", "close");
      request.getRequestDispatcher("/i").forward(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
