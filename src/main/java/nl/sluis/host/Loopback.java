package nl.sluis.host;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a host is this machine, so that every rule about traffic in clear gives the same answer. It goes by the spelling and looks no
 * name up, because what a name resolves to may change after the start.
 */
public final class Loopback {
  private static final int LONGEST = 45;
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  /** Without leading zeros, which Java reads as decimal and others as octal. */
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  /** No name has a colon, so Java never looks this up. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*");

  private Loopback() {}

  /** @param host {@code localhost}, or an address as 127.0.0.1, ::1 or [::1]; null is no host */
  public static boolean is(@Nullable String host) {
    if (host == null || host.length() > LONGEST) {
      return false;
    }
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    var isAddress = IPV4.matcher(host).matches() || IPV6.matcher(bare).matches();
    try {
      return isAddress && InetAddress.getByName(bare).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static boolean isIpv4(String host) {
    return IPV4.matcher(host).matches();
  }
}
