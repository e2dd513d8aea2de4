package nl.sluis.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is said to PostgreSQL and its driver beside the URL. The driver believes the URL before properties, and takes {@code options} from
 * one of the two only: so what has to be joined, or must not hold, is taken out of it.
 *
 * @param url        without what stands in the properties
 * @param properties of the driver
 */
record PostgresParameters(String url, Map<String, String> properties) {
  /**
   * A host that vanishes in mid-transaction says nothing, and TCP believes in it for two hours: the server ends the transaction after 20
   * seconds without a statement, and idle connections after a minute without an answer. No gateway keeps a transaction open for anything
   * but its own work between two statements; and 20 are less than the 30 for which another waits for the rows that are held.
   */
  private static final String NO_SILENT_HOLDER = "-c idle_in_transaction_session_timeout=20s -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";
  /** A migration keeps a transaction open, which holds its lock, while another one works. */
  private static final String NO_LIMIT = "-c idle_in_transaction_session_timeout=0 -c statement_timeout=0";

  /** The last of two that set the same wins: the URL's. */
  static PostgresParameters ofRequests(String url) {
    // In seconds. A request that meets a dead connection waits for both, and must be answered before a proxy gives up after 60.
    return new PostgresParameters(without("options", url), Map.of("connectTimeout", "5", "socketTimeout", "30", "tcpKeepAlive", "true",
        "options", (NO_SILENT_HOLDER + " " + valueOf("options", url)).strip()));
  }

  static PostgresParameters ofPatience(String url) {
    return new PostgresParameters(without("socketTimeout", without("options", url)), Map.of("connectTimeout", "5", "tcpKeepAlive", "true",
        "options", (valueOf("options", url) + " " + NO_LIMIT).strip()));
  }

  private static String valueOf(String name, String url) {
    var found = parameter(name).matcher(url);
    return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : "";
  }

  private static String without(String name, String url) {
    return parameter(name).matcher(url).replaceAll("");
  }

  private static Pattern parameter(String name) {
    return Pattern.compile("(?<=[?&])" + name + "=([^&]*)&?");
  }
}
