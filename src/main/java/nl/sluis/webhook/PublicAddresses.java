package nl.sluis.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are of the public internet: those that are <em>globally reachable</em> by IANA's special-purpose address registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry, RFC 6890 and RFC 8190), as of
 * July 2026. What is deprecated there, or neither true nor false, is not. {@code PublicAddressesTest} compares this with the registries row by row.
 *
 * <p>An IPv4 address within an IPv6 one is judged by itself: mapped (RFC 4291 §2.5.5.2) and translated by NAT64 (RFC 6052). 6to4, Teredo, IPv4-compatible
 * addresses and NAT64 of a local network are refused as they are.
 */
final class PublicAddresses {
  private static final int IPV4_BYTES = 4;
  /** All that is unicast and was ever given to anybody; all else is reserved (https://www.iana.org/assignments/ipv6-address-space). */
  private static final Block UNICAST = Block.of("2000::/3");
  /** Behind it stand 32 bits of IPv4. */
  private static final Block NAT64 = Block.of("64:ff9b::/96");
  /** Not globally reachable; and 224.0.0.0/4, which is multicast (RFC 5771). */
  private static final List<Block> NOT_PUBLIC = blocks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
      "172.16.0.0/12",
      "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
      "224.0.0.0/4",
      "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
  /** Within those, and yet globally reachable. */
  private static final List<Block> YET_PUBLIC = blocks("192.0.0.9/32", "192.0.0.10/32", "2001:1::1/128", "2001:1::2/128", "2001:1::3/128",
      "2001:3::/32", "2001:4:112::/48", "2001:20::/28", "2001:30::/28");

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    // Java makes an IPv4 address of a mapped one.
    var bytes = address.getAddress();
    if (NAT64.contains(bytes)) {
      return isPublic(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    }
    return (bytes.length == IPV4_BYTES || UNICAST.contains(bytes)) && isPublic(bytes);
  }

  private static boolean isPublic(byte[] bytes) {
    return NOT_PUBLIC.stream().noneMatch(block -> block.contains(bytes)) || YET_PUBLIC.stream().anyMatch(block -> block.contains(bytes));
  }

  private static List<Block> blocks(String... written) {
    return Arrays.stream(written).map(Block::of).toList();
  }

  /** Addresses that begin alike. */
  record Block(byte[] prefix, int bits) {
    /** @param written as {@code 10.0.0.0/8} */
    static Block of(String written) {
      var parts = written.split("/");
      try {
        return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("no address: " + written, e);
      }
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      var whole = bits / Byte.SIZE;
      var rest = bits % Byte.SIZE;
      return Arrays.equals(address, 0, whole, prefix, 0, whole)
          && (rest == 0 || (address[whole] ^ prefix[whole]) >> (Byte.SIZE - rest) == 0);
    }
  }
}
