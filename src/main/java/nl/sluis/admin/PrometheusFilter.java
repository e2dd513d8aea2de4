package nl.sluis.admin;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers {@code GET /metrics} as text to who accepts it, as Prometheus does; everybody else gets Dropwizard's JSON. */
public final class PrometheusFilter implements Filter {
  private final PrometheusMetrics metrics;
  private final OpenMetricsTextFormatWriter open = OpenMetricsTextFormatWriter.create();
  private final PrometheusTextFormatWriter plain = PrometheusTextFormatWriter.create();

  public PrometheusFilter(PrometheusMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    var accept = String.valueOf(http.getHeader("Accept"));
    var writer = accept.contains("application/openmetrics-text") ? open : accept.contains("text/plain") ? plain : null;
    if (writer == null || !"GET".equals(http.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    var answer = (HttpServletResponse) response;
    answer.setHeader("Cache-Control", "no-store");
    answer.setHeader("Vary", "Accept");
    answer.setContentType(writer.getContentType());
    writer.write(answer.getOutputStream(), metrics.read());
  }
}
