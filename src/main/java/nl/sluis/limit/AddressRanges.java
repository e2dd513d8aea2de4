package nl.sluis.limit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From which range of addresses a visitor comes. What stands in {@code X-Forwarded-For} is the sender's choice, so it is read from its end,
 * and only as far as named proxies wrote it.
 */
public final class AddressRanges {
  private final Set<Address> proxies = new HashSet<>();

  public AddressRanges(LimitConfiguration configuration) {
    configuration.proxies().forEach(proxy -> Address.read(proxy).ifPresent(proxies::add));
  }

  /**
   * @param peer      who is connected
   * @param forwarded the {@code X-Forwarded-For} fields, in order
   * @return as {@code 192.0.2.0/24} or {@code 2001:db8:1:0:0:0:0:0/48}; empty where it is not known: of a proxy that says nothing, and of
   *     this machine
   */
  public Optional<String> of(String peer, List<String> forwarded) {
    var address = Address.read(peer);
    var said = String.join(",", forwarded).split(",");
    for (var at = said.length - 1; at >= 0 && address.filter(proxies::contains).isPresent(); at--) {
      address = Address.read(said[at]);
    }
    return address.filter(found -> !proxies.contains(found) && !found.value().isLoopbackAddress()).map(Address::range);
  }
}
