package nl.sluis;

import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says why the gateway cannot listen at a port, and which setting chose that port. */
final class PortRefusal {
  /** Jetty's words: the exception itself has no address. */
  private static final Pattern BOUND = Pattern.compile("Failed to bind to [^/]*/(\\S+:(\\d+))");

  private PortRefusal() {}

  /** @return empty if it is not about listening */
  static Optional<Refusal> of(SocketException socket, Throwable thrown, Configuration configuration) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      var bound = BOUND.matcher(String.valueOf(cause.getMessage()));
      if (bound.find()) {
        return Optional.of(of(String.valueOf(socket.getMessage()).toLowerCase(Locale.ROOT), bound.group(1),
            setting(Integer.parseInt(bound.group(2)), configuration)));
      }
    }
    return Optional.empty();
  }

  private static Refusal of(String reason, String address, String setting) {
    if (reason.contains("permission")) {
      return Refusal.stays("This user may not listen at " + address + " (" + setting + ".port): take a port of 1024 or above");
    }
    if (reason.contains("assign")) {
      return Refusal
          .passes(address + " (" + setting + ".bindHost) is no address of this machine, or not yet: correct it, or wait for the network");
    }
    return Refusal.passes(address + " (" + setting + ".port) is taken by another process: stop that one, or set another port");
  }

  private static String setting(int port, Configuration configuration) {
    if (configuration != null && configuration.getServerFactory() instanceof DefaultServerFactory server) {
      return hasPort(port, server.getAdminConnectors()) && !hasPort(port, server.getApplicationConnectors())
          ? "server.adminConnectors[0]"
          : "server.applicationConnectors[0]";
    }
    return "server";
  }

  private static boolean hasPort(int port, List<ConnectorFactory> connectors) {
    return connectors.stream().anyMatch(connector -> connector instanceof HttpConnectorFactory http && http.getPort() == port);
  }
}
