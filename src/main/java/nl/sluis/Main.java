package nl.sluis;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;
import nl.sluis.keys.Keys;
import nl.sluis.webhook.WebhookParts;

/**
 * Starts the process, for every command. Libraries take the machine's locale and time zone and keep them, so both are replaced before the first
 * class of a library is loaded. A Turkish machine would else not find column ID, because its small i has no dot.
 */
public final class Main {
  private static final String IDLE = "jdk.httpclient.keepalive.timeout";

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    if (System.getProperty(IDLE) == null) {
      // Seconds. Java's own is twenty minutes: so long would its buffers keep what passed through them, and the other side closes sooner. A message
      // that is sent just then has no certain end.
      System.setProperty(IDLE, "10");
    }
    loadBeside();
    new SluisApplication().run(arguments);
  }

  /** What a start waits for longest and needs no configuration for, on another processor while the configuration is read. */
  private static void loadBeside() {
    var thread = new Thread(() -> {
      try {
        Keys.loadLibrary();
        WebhookParts.loadTrust();
      } catch (RuntimeException | Error e) {
        // The start meets it too, and has the words for it.
      }
    }, "load");
    thread.setDaemon(true);
    thread.start();
  }
}
