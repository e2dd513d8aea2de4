package nl.sluis.page;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Puts the security headers on every answer of the public port (OWASP ASVS 5.0 V3.4). Nothing is loaded from elsewhere, framed, cached,
 * sniffed or reported by Referer.
 */
public final class SecurityHeaders implements ContainerResponseFilter {
  private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
      + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
  private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
  private static final Map<String, String> ALWAYS = Map.of(
      "Cache-Control", "no-store",
      "Referrer-Policy", "no-referrer",
      "X-Content-Type-Options", "nosniff",
      "X-Frame-Options", "DENY",
      "X-Robots-Tag", "noindex",
      "Cross-Origin-Opener-Policy", "same-origin",
      "Cross-Origin-Resource-Policy", "same-origin",
      "Cross-Origin-Embedder-Policy", "require-corp",
      "Permissions-Policy", "otp-credentials=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  private final boolean https;
  private final boolean test;

  /**
   * @param https true if visitors come by https, which they are then held to for two years
   * @param test  true of a test gateway, which says in each answer what it is
   */
  public SecurityHeaders(boolean https, boolean test) {
    this.https = https;
    this.test = test;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var type = response.getMediaType();
    var headers = response.getHeaders();
    // The demonstration shows mails in a frame, and says so itself.
    put(type != null && "html".equals(type.getSubtype()), (name, value) -> headers.computeIfAbsent(name, absent -> List.of(value)));
  }

  /**
   * For answers that are made past Jersey.
   *
   * @param html whether it is a page
   */
  public void put(boolean html, BiConsumer<String, String> headers) {
    ALWAYS.forEach(headers);
    headers.accept("Content-Security-Policy", html ? PAGE : DATA);
    if (test) {
      headers.accept("Sluis-Test", "true");
    }
    if (https) {
      headers.accept("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
  }
}
