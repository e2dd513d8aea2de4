package nl.sluis.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps libraries from logging below INFO, whatever level is set, at the start or by the operator later. At DEBUG they print request lines,
 * headers, SQL parameters and SMTP conversations, and with them links, codes and numbers. Our own loggers may go to any level.
 */
public final class QuietLibraries extends TurboFilter {
  private static final String OURS = "nl.sluis";
  /**
   * They warn of what a visitor sent, in the visitor's words: of raw paths, hosts and headers. Anybody could fill the log with it, and a link
   * that was rewritten into a path has its secret there. What fails on our side we log ourselves.
   */
  private static final List<String> OF_VISITORS = List.of("org.eclipse.jetty.ee10.servlet", "org.eclipse.jetty.http.",
      "org.eclipse.jetty.util.HostPort",
      "org.eclipse.jetty.server.Response", "org.eclipse.jetty.server.internal.", "org.glassfish.jersey.server.ServerRuntime");

  /** They log the failure of a start with its trace, which the command tells in a sentence. */
  private static final Map<String, String> OF_STARTS = Map.of(
      "org.apache.tomcat.jdbc.pool.ConnectionPool", "Unable to create initial connections of pool.",
      "io.dropwizard.core.cli.ServerCommand", "Unable to start server, shutting down");

  /** From here on no library can log what it handles. */
  public static void install() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).addTurboFilter(new QuietLibraries());
  }

  @Override
  public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
    if (logger.getName().startsWith(OURS)) {
      return FilterReply.NEUTRAL;
    }
    if (OF_VISITORS.stream().anyMatch(logger.getName()::startsWith)) {
      return level.isGreaterOrEqual(Level.ERROR) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
    if (format != null && format.equals(OF_STARTS.get(logger.getName()))) {
      return FilterReply.DENY;
    }
    return level.isGreaterOrEqual(Level.INFO) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
