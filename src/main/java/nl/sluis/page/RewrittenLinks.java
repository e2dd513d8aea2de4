package nl.sluis.page;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Serves the page for links that a mail scanner rewrote: {@code #} became {@code %23}, so that the secret arrives in the path. From here on
 * the path is {@code /i}; the page moves the secret back into the fragment.
 */
public final class RewrittenLinks implements Filter {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
    var path = ((HttpServletRequest) request).getRequestURI();
    if (path.startsWith("/i%23") || path.startsWith("/i%2523")) {
      request.getRequestDispatcher("/i").forward(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
