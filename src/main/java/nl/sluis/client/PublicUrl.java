package nl.sluis.client;

import java.net.URI;
import java.util.Set;

/** What every link begins with. A wrong one is found out by invitees only, when their links lead nowhere. */
final class PublicUrl {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private PublicUrl() {}

  static String check(URI url) {
    var secure = "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
    if (!secure || url.getHost() == null || url.getRawUserInfo() != null || !url.getRawPath().isEmpty() || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException("The public URL is https (or http to loopback), host and port, and nothing behind them");
    }
    return url.toString();
  }
}
