package nl.sluis.mail;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Keeps Angus from logging, because it writes addresses to {@code java.util.logging}, and at its finest level the whole conversation with the
 * link. Levels can be turned on while the gateway runs, so a filter holds back everything below a warning, whatever the level.
 */
final class AngusLog {
  /**
   * Named after the packages of Angus and of our subclass of its transport. Held here, for the JDK forgets loggers that nobody holds, and
   * their filters with them.
   */
  private static final List<Logger> LOGGERS = Stream.of(SMTPTransport.class, AngusLog.class).map(Class::getPackageName)
      .flatMap(name -> Stream.of(name, name + ".protocol")).map(Logger::getLogger).toList();

  private AngusLog() {}

  static void silence() {
    LOGGERS.forEach(logger -> logger.setFilter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()));
  }
}
