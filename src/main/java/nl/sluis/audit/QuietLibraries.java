package nl.sluis.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/**
 * Keeps libraries from logging below INFO whatever level is set, at start or by the operator later: at DEBUG they print request lines,
 * headers, SQL parameters and SMTP conversations, and links, codes and numbers with them. Our own loggers may go to any level.
 */
public final class QuietLibraries extends TurboFilter {
  private static final String OURS = "nl.sluis";
  /** Jetty names the raw path of a request that failed; we log the failure ourselves. */
  private static final String JETTY_REQUESTS = "org.eclipse.jetty.ee10.servlet";

  @Override
  public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
    if (logger.getName().startsWith(OURS)) {
      return FilterReply.NEUTRAL;
    }
    if (logger.getName().startsWith(JETTY_REQUESTS)) {
      return level.isGreaterOrEqual(Level.ERROR) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
    return level.isGreaterOrEqual(Level.INFO) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
