package nl.sluis.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks names of hosts up. Tests have names of their own. */
@FunctionalInterface
public interface Names {
  /** By this machine, as {@link InetAddress#getAllByName}. */
  Names OF_THIS_MACHINE = InetAddress::getAllByName;

  InetAddress[] addresses(String host) throws UnknownHostException;
}
