package nl.sluis.rules;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address that every browser follows as it is written (WHATWG URL), because the page makes a link of it. What a browser would mend first is
 * refused: blanks, quotes, backslashes. The JDK's {@code URI} is too strict for this: it refuses underscores in hosts and raw braces.
 */
public final class WebAddress {
  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_PORT = 65_535;
  private static final Pattern PARTS = Pattern.compile("(?is)https?://([^/?#]*)([/?#].*)?");
  private static final Pattern MENDED = Pattern.compile("[\"\\\\<>]");
  private static final Pattern HALF_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern AUTHORITY = Pattern.compile("(.*?)(?::([0-9]*))?", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");
  // A browser reads a host that ends in a number as an IPv4 address, whatever stands before it.
  private static final Pattern NUMBER_LAST = Pattern.compile("(?i)(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:]+]");
  private static final Pattern HEXTETS = Pattern.compile("[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*");

  private WebAddress() {}

  /** @return what is wrong, without a word of the address; null if nothing is */
  public static @Nullable String complaint(String value) {
    var line = TextRules.optionalLine(MAX_LENGTH).complaint(value);
    if (line != null) {
      return line;
    }
    var parts = PARTS.matcher(value);
    if (!parts.matches() || parts.group(1).isEmpty() || parts.group(1).startsWith(":") || parts.group(1).contains("@")) {
      return "must be an absolute https or http URL with a host, without user information";
    }
    if (Invisible.isIn(value) || MENDED.matcher(value).find()) {
      return "must not contain blanks, invisible characters, double quotes, backslashes or angle brackets";
    }
    if (HALF_ESCAPE.matcher(value).find()) {
      return "must have two hexadecimal digits after each percent sign";
    }
    var authority = AUTHORITY.matcher(parts.group(1));
    authority.matches();
    return authority(authority.group(1), authority.group(2));
  }

  private static @Nullable String authority(String host, @Nullable String port) {
    if (host.codePoints().anyMatch(c -> c > 0x7f)) {
      return "must have its host in ASCII, an international domain name in its xn-- form";
    }
    if (!isHost(host)) {
      return "must have a host that is a domain name or an IP address";
    }
    var digits = port == null ? "" : port.replaceFirst("^0+", "");
    var tooHigh = digits.length() > 5 || !digits.isEmpty() && Integer.parseInt(digits) > MAX_PORT;
    return tooHigh ? "must have a port of at most " + MAX_PORT : null;
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return IPV6.matcher(host).matches() && isIpv6(host.substring(1, host.length() - 1));
    }
    return NUMBER_LAST.matcher(host).matches() ? IPV4.matcher(host).matches() : NAME.matcher(host).matches();
  }

  private static boolean isIpv6(String address) {
    var halves = address.split("::", -1);
    var groups = 0;
    for (var half : halves) {
      if (!half.isEmpty() && !HEXTETS.matcher(half).matches()) {
        return false;
      }
      groups += half.isEmpty() ? 0 : half.split(":").length;
    }
    return halves.length == 1 ? groups == 8 : halves.length == 2 && groups <= 7;
  }
}
