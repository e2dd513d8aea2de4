package nl.sluis.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Every ERROR that is logged while it is open: each calls the operator. */
public final class CapturedErrors implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage());
      }
    }
  };

  public CapturedErrors() {
    attach();
  }

  /** Once more after a gateway started in this process, because its logging begins anew. */
  public void attach() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    root.detachAppender(appender);
  }
}
