package nl.sluis.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** An IP address, from its text alone: no name is ever looked up. */
record Address(InetAddress value) {
  private static final int LONGEST = 45;
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final int IPV4_BYTES = 4;
  private static final int IPV4_RANGE = 3;
  private static final int IPV6_RANGE = 6;

  /** @return empty if it is no literal address */
  static Optional<Address> read(String text) {
    var bare = text == null ? "" : text.strip().replaceFirst("^\\[(.*)]$", "$1").replaceFirst("%.*$", "");
    // What passes here Java never takes for a name: names have no colon, and are no four numbers of a byte each.
    if (bare.length() > LONGEST || !bare.matches("(" + BYTE + "\\.){3}" + BYTE + "|[0-9a-fA-F.]*:[0-9a-fA-F:.]*")) {
      return Optional.empty();
    }
    try {
      // Of ::ffff:192.0.2.1 Java makes the IPv4 address that it is.
      return Optional.of(new Address(InetAddress.getByName(bare)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
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
}
