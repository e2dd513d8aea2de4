package nl.sluis.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address, from its text alone: no name is ever looked up. */
record Address(InetAddress value) {
  private static final int LONGEST = 45;
  /** In decimal and without leading zeros, for some read those as octal. */
  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String IPV4 = "(?:" + BYTE + "\\.){3}" + BYTE;
  private static final Pattern LITERAL = Pattern.compile(IPV4 + "|[0-9a-fA-F]*:[0-9a-fA-F:.]*");
  /** RFC 7239 §6: IPv6 in brackets, and a port that may be hidden. Proxies also write IPv6 bare; then it has no port. */
  private static final Pattern NODE = Pattern.compile("(?:(" + IPV4 + ")|\\[([^\\[\\]]*)])(?::(?:\\d{1,5}|_[A-Za-z0-9._-]+))?");
  private static final Pattern BRACKETS = Pattern.compile("^\\[(.*)]$");
  private static final Pattern ZONE = Pattern.compile("%.*$");
  private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");
  private static final int IPV4_BYTES = 4;
  private static final int IPV4_RANGE = 3;
  private static final int IPV6_RANGE = 6;

  /** @return empty if it is no literal address */
  static Optional<Address> read(String text) {
    var bare = text == null ? "" : text.strip();
    bare = ZONE.matcher(BRACKETS.matcher(bare).replaceFirst("$1")).replaceFirst("");
    // What passes here Java never takes for a name: names have no colon, and are no four numbers of a byte each.
    if (bare.length() > LONGEST || !LITERAL.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      // Of ::ffff:192.0.2.1 Java makes the IPv4 address that it is.
      return Optional.of(new Address(InetAddress.getByName(bare)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** @return of {@code 192.0.2.9:5678} or {@code "[2001:db8::1]:80"} the address; empty of {@code unknown}, of {@code _hidden} and of nonsense */
  static Optional<Address> ofNode(String text) {
    var quoted = QUOTED.matcher(text.strip());
    var bare = (quoted.matches() ? quoted.group(1) : text).strip();
    var node = NODE.matcher(bare);
    if (!node.matches()) {
      return read(bare).filter(address -> !bare.startsWith("["));
    }
    return node.group(1) != null ? read(node.group(1)) : read(node.group(2)).filter(address -> node.group(2).contains(":"));
  }

  /** @return the /24 of IPv4 or the /48 of IPv6, which is what one customer of a provider is given */
  String range() {
    var bytes = value.getAddress();
    var kept = bytes.length == IPV4_BYTES ? IPV4_RANGE : IPV6_RANGE;
    Arrays.fill(bytes, kept, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * Byte.SIZE;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** @return this address alone, in the same notation */
  String alone() {
    return value.getHostAddress() + "/" + value.getAddress().length * Byte.SIZE;
  }
}
