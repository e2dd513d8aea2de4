package nl.sluis.database;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.sluis.host.Loopback;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;

/**
 * Says whether others may read the traffic to PostgreSQL. The driver's own parser says where a URL leads and by which TLS, because it knows
 * ways that we do not: several hosts, parameters in place of the host, percent signs, and services in a file of their own.
 */
final class PostgresUrl {
  static final String PREFIX = "jdbc:postgresql:";
  /** Those that check the server's certificate. Another one may check nothing. */
  private static final Set<String> CHECKING_FACTORIES = Set.of("", "org.postgresql.ssl.LibPQFactory",
      "org.postgresql.ssl.DefaultJavaSSLFactory");

  private PostgresUrl() {}

  /** @return what is wrong, a sentence each, without the values */
  static List<String> faults(String url, boolean plainAllowed) {
    var properties = parsed(url);
    if (properties.isEmpty()) {
      return List.of("database.url is not a URL that PostgreSQL's driver reads: write jdbc:postgresql://host/name");
    }
    return plainAllowed || staysHere(properties.get()) || isVerified(properties.get())
        ? List.of()
        : List.of("database.url leads beyond this machine, and others there could read the way or pass for the server: add "
            + "?sslmode=verify-full, without a sslfactory or sslhostnameverifier of your own; or say in database.plainReason "
            + "(SLUIS_DATABASE_PLAIN_REASON) what protects the way");
  }

  /** A socket factory leads where it likes, whatever the host is. The driver takes an empty host for this machine. */
  private static boolean staysHere(Properties properties) {
    var hosts = value(PGProperty.PG_HOST, properties).split(",", -1);
    return value(PGProperty.SOCKET_FACTORY, properties).isEmpty()
        && Arrays.stream(hosts).allMatch(host -> host.isEmpty() || Loopback.is(host));
  }

  private static boolean isVerified(Properties properties) {
    try {
      return SslMode.of(properties) == SslMode.VERIFY_FULL
          && CHECKING_FACTORIES.contains(value(PGProperty.SSL_FACTORY, properties))
          && value(PGProperty.SSL_HOSTNAME_VERIFIER, properties).isEmpty();
    } catch (PSQLException e) {
      return false;
    }
  }

  private static String value(PGProperty property, Properties properties) {
    return Optional.ofNullable(property.getOrDefault(properties)).orElse("");
  }

  private static Optional<Properties> parsed(String url) {
    // It logs a URL that it cannot read, with a password if there is one in it.
    var log = Logger.getLogger("org.postgresql");
    var level = log.getLevel();
    log.setLevel(Level.OFF);
    try {
      return Optional.ofNullable(Driver.parseURL(url, null));
    } catch (RuntimeException e) {
      return Optional.empty();
    } finally {
      log.setLevel(level);
    }
  }
}
