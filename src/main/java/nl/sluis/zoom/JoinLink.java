package nl.sluis.zoom;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The link of a meeting, made anew from its parts, so that nothing else passes: no passcode, no token, no other host. */
final class JoinLink {
  private static final String ZOOM = "zoom.us";

  private JoinLink() {}

  /**
   * @param url as Zoom gives it
   * @param id  the number that must stand in it
   * @return https, a host of Zoom's, {@code /j/} and the number; null if it is another
   */
  static @Nullable String of(String url, String id) {
    try {
      var parts = URI.create(url);
      var host = parts.getHost() == null ? "" : parts.getHost().toLowerCase(Locale.ROOT);
      var isZooms = host.equals(ZOOM) || host.endsWith("." + ZOOM);
      var isPlain = "https".equalsIgnoreCase(parts.getScheme()) && parts.getRawUserInfo() == null && parts.getPort() == -1;
      return isZooms && isPlain && ("/j/" + id).equals(parts.getRawPath()) ? "https://" + host + "/j/" + id : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Where one joins in the browser. Zoom does not document it. */
  static String ofWebClient(String id) {
    return "https://app.zoom.us/wc/join/" + id;
  }
}
