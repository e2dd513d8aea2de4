package nl.sluis.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import nl.sluis.host.Loopback;
import nl.sluis.rules.WebAddress;

/** What the URL of a webhook must be, by its spelling. Whether its addresses are public is asked of {@link CheckedAddresses}. */
final class WebhookUrl {
  private WebhookUrl() {}

  /**
   * @param loopbackToo whether plain http to this machine is right
   * @return what is wrong, without a word of the URL; null if nothing is
   */
  static String complaint(String written, boolean loopbackToo) {
    var complaint = WebAddress.complaint(written);
    if (complaint != null) {
      return complaint;
    }
    URI url;
    try {
      url = new URI(written);
    } catch (URISyntaxException e) {
      return "must be a URL by RFC 3986: what else stands in it is percent-encoded";
    }
    if (url.getHost() == null || url.getHost().endsWith(".") || !url.toASCIIString().equals(written)) {
      return "must be ASCII, with a host that ends without a dot";
    }
    if (url.getRawFragment() != null || url.getPort() == 0) {
      return "must have no fragment, and no port 0";
    }
    var plain = url.getScheme().toLowerCase(Locale.ROOT).equals("http");
    return plain && !(loopbackToo && Loopback.is(url.getHost())) ? "must begin with https://" : null;
  }
}
