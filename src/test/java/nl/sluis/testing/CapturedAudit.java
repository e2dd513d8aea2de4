package nl.sluis.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the gateways of this process note for who must prove something, while it is open. */
public final class CapturedAudit implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("nl.sluis.audit");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  public CapturedAudit() {
    appender.start();
    logger.addAppender(appender);
  }

  public List<String> lines() {
    return List.copyOf(appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
  }
}
