package nl.sluis.limit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which range of addresses a visitor comes. What stands in {@code X-Forwarded-For} is the sender's choice, so it is read from its end,
 * and only as far as named proxies wrote it. Where such a proxy says nothing that can be read, all who come through it are counted as one:
 * the limit holds, and the operator hears of it once.
 */
public final class AddressRanges {
  private static final Logger LOG = LoggerFactory.getLogger(AddressRanges.class);
  private final Set<Address> proxies = new HashSet<>();
  private final Set<Address> unread = ConcurrentHashMap.newKeySet();
  private final boolean isLocal;

  /** @param isLocal true where visitors come to loopback: then no proxy stands in between, and whoever sends no header is on this machine */
  public AddressRanges(LimitConfiguration configuration, boolean isLocal) {
    this.isLocal = isLocal;
    configuration.proxies().forEach(proxy -> Address.read(proxy).ifPresent(proxies::add));
  }

  /**
   * @param peer      who is connected
   * @param forwarded the {@code X-Forwarded-For} fields, in order
   * @return as {@code 192.0.2.0/24} or {@code 2001:db8:1:0:0:0:0:0/48}, and of a proxy that does not say who comes {@code 10.0.0.7/32}; empty
   *     if the peer has no address, or is on this machine
   */
  public Optional<String> of(String peer, List<String> forwarded) {
    return Address.read(peer).filter(connected -> !(isLocal && forwarded.isEmpty() && connected.value().isLoopbackAddress()))
        .map(connected -> of(connected, nodes(forwarded)));
  }

  private String of(Address connected, List<String> nodes) {
    var address = connected;
    for (var at = nodes.size() - 1; proxies.contains(address); at--) {
      var said = at < 0 ? Optional.<Address>empty() : Address.ofNode(nodes.get(at));
      if (said.isEmpty()) {
        warnOnce(address, at < 0);
        return address.alone();
      }
      address = said.get();
    }
    return address.range();
  }

  /** RFC 9110 §5.6.1: empty elements are none. */
  private static List<String> nodes(List<String> forwarded) {
    return forwarded.stream().flatMap(field -> Stream.of(field.split(","))).filter(node -> !node.isBlank()).toList();
  }

  /** Never what was said: it may be a visitor's words. */
  private void warnOnce(Address proxy, boolean nothing) {
    if (unread.add(proxy)) {
      LOG.warn("limits.proxies names {}, and {}: all who come through it are counted as one, see X-Forwarded-For in docs/operations.md",
          proxy.value().getHostAddress(),
          nothing ? "it does not say who comes through it" : "what it says of who comes through it is no address");
    }
  }
}
