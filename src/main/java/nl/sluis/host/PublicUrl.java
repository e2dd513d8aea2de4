package nl.sluis.host;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address that invitees open, in the one spelling that browsers use when they name an origin (RFC 6454 §6.2): small letters, no default
 * port, no dot at the end. An older browser proves by that spelling that our own page asks, so another spelling would lock it out.
 */
public final class PublicUrl {
  private static final int LAST_PORT = 65_535;
  private static final int IPV6_GROUPS = 8;

  private PublicUrl() {}

  /**
   * @param written {@code https://host} or {@code https://host:port}; http to loopback only
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static URI of(String written) {
    var url = parsed(written.strip());
    var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    var plain = scheme.equals("http");
    if (!plain && !scheme.equals("https") || url.getHost() == null || url.getRawUserInfo() != null || !url.getRawPath().isEmpty()
        || url.getRawQuery() != null || url.getRawFragment() != null || url.getPort() == 0 || url.getPort() > LAST_PORT) {
      throw refused(url.getHost() == null && !isAscii(written)
          ? "publicUrl must have its host name in ASCII: write an internationalized name in its xn-- form"
          : "publicUrl must be https://host or https://host:port, without a path and without a trailing slash");
    }
    var host = host(url.getHost().toLowerCase(Locale.ROOT));
    if (plain && !Loopback.is(host)) {
      throw refused("publicUrl is plain http, which is for loopback only; use https");
    }
    var port = url.getPort() == (plain ? 80 : 443) ? -1 : url.getPort();
    return URI.create(scheme + "://" + host + (port == -1 ? "" : ":" + port));
  }

  /** @return true if a browser that names this origin is on a page of ours */
  public static boolean isOrigin(String publicUrl, String origin) {
    try {
      return origin != null && publicUrl.equals(of(origin).toString());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static URI parsed(String written) {
    try {
      var url = URI.create(written);
      if (url.getRawPath() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Its words would repeat what was written.
    }
    throw refused("publicUrl is not a URL");
  }

  private static String host(String host) {
    if (host.startsWith("[")) {
      return ipv6(host.substring(1, host.length() - 1));
    }
    var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.matches("[0-9.]+") && !Loopback.isIpv4(name)) {
      throw refused("publicUrl has an address with leading zeros, which browsers read in another way: write it without them");
    }
    return name;
  }

  private static String ipv6(String address) {
    try {
      if (!address.contains("%") && InetAddress.getByName(address) instanceof Inet6Address found) {
        return "[" + shortened(found.getHostAddress()) + "]";
      }
    } catch (UnknownHostException e) {
      // Then it is no address.
    }
    throw refused("publicUrl has no IPv6 address that a browser can write: no zone, and IPv4 as itself");
  }

  /** RFC 5952 §4.2: the longest run of zeros becomes two colons. */
  private static String shortened(String address) {
    for (var zeros = IPV6_GROUPS; zeros > 1; zeros--) {
      var run = Pattern.compile("(^|:)0(:0){" + (zeros - 1) + "}(:|$)").matcher(address);
      if (run.find()) {
        return run.replaceFirst("::");
      }
    }
    return address;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(letter -> letter < 128);
  }

  private static IllegalArgumentException refused(String sentence) {
    return new IllegalArgumentException(sentence);
  }
}
