package nl.sluis;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Starts the process, for every command. Libraries take the machine's locale and time zone and keep them, so both are replaced before the first
 * class of a library is loaded. A Turkish machine would else not find column ID, because its small i has no dot.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    new SluisApplication().run(arguments);
  }
}
