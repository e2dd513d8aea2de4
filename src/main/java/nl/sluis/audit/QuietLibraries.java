package nl.sluis.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.slf4j.Marker;

/**
 * Keeps libraries from logging below INFO whatever level is set, at start or by the operator later: at DEBUG they print request lines,
 * headers, SQL parameters and SMTP conversations, and links, codes and numbers with them. Our own loggers may go to any level.
 */
public final class QuietLibraries extends TurboFilter {
  private static final String OURS = "nl.sluis";
  /**
   * They warn of what a visitor sent, in the visitor's words: of raw paths, hosts and headers. Anybody could fill the log with it, and a link
   * that was rewritten into a path has its secret there. What fails on our side we log ourselves.
   */
  private static final List<String> OF_VISITORS = List.of("org.eclipse.jetty.ee10.servlet", "org.eclipse.jetty.http.", "org.eclipse.jetty.util.HostPort",
      "org.eclipse.jetty.server.Response", "org.eclipse.jetty.server.internal.", "org.glassfish.jersey.server.ServerRuntime");

  @Override
  public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
    if (logger.getName().startsWith(OURS)) {
      return FilterReply.NEUTRAL;
    }
    if (OF_VISITORS.stream().anyMatch(logger.getName()::startsWith)) {
      return level.isGreaterOrEqual(Level.ERROR) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
    return level.isGreaterOrEqual(Level.INFO) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
