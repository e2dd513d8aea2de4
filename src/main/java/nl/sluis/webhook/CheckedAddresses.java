package nl.sluis.webhook;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import nl.sluis.host.Loopback;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks up the host of a webhook, and gives its addresses only if a message may go to all of them: public ones, and none of this machine. The HTTP client
 * connects to what this returns and asks nobody else. So a name that means another address a moment later leads nowhere.
 */
final class CheckedAddresses implements DnsResolver {
  private final Names names;
  private final boolean loopbackToo;

  /** @param loopbackToo whether a host that is written as this machine may be one: for a gateway that is itself reached at this machine only */
  CheckedAddresses(Names names, boolean loopbackToo) {
    this.names = names;
    this.loopbackToo = loopbackToo;
  }

  /** @throws UnknownHostException in the same words whether there is no address, or one that may not be */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = lookUp(host);
    var loopback = loopbackToo && Loopback.is(host);
    if (addresses.length == 0
        || !Arrays.stream(addresses).allMatch(address -> loopback ? address.isLoopbackAddress() : isAllowed(address))) {
      throw refused();
    }
    return addresses;
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    try {
      return names.addresses(host);
    } catch (UnknownHostException e) {
      throw refused();
    }
  }

  private static UnknownHostException refused() {
    return new UnknownHostException("no public address");
  }

  private static boolean isAllowed(InetAddress address) {
    try {
      return PublicAddresses.contain(address) && NetworkInterface.getByInetAddress(address) == null;
    } catch (SocketException e) {
      return false;
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
