package nl.sluis.mail;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Angus writes addresses, and at its finest the whole conversation, link included, to {@code java.util.logging}. Levels
 * can be turned on while the gateway runs, so a filter holds back everything below a warning, whatever the level.
 */
final class AngusLog {
  /** Held here, for the JDK forgets loggers that nobody holds, and their filters with them. */
  private static final List<Logger> LOGGERS = List.of(
      Logger.getLogger("org.eclipse.angus.mail.smtp"),
      Logger.getLogger("org.eclipse.angus.mail.smtp.protocol"));

  private AngusLog() {}

  static void silence() {
    LOGGERS.forEach(logger -> logger.setFilter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()));
  }
}
