package nl.sluis.store;

import static java.util.Objects.requireNonNullElse;

import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import nl.sluis.secret.Secret;

/**
 * Where invitations lie.
 *
 * @param url      {@code jdbc:h2:…} (a file) or {@code jdbc:postgresql://…}; the driver follows from it
 * @param user     default {@code sluis}
 * @param password none by default
 */
public record DatabaseConfiguration(String url, String user, Secret password) {
  private static final int CONNECTIONS = 32;
  /**
   * Whatever the URL says of them. DB_CLOSE_ON_EXIT: the gateway closes its database itself, after the last request; H2's own hook would
   * run beside it. WRITE_DELAY: at 0 it saves in one thread, and in the order of the commits.
   */
  private static final String H2_OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
  private static final Pattern H2_OPTION = Pattern.compile(";(DB_CLOSE_ON_EXIT|WRITE_DELAY)=[^;]*", Pattern.CASE_INSENSITIVE);

  public DatabaseConfiguration {
    url = url == null || url.isBlank() ? "jdbc:h2:./data/sluis" : url;
    user = user == null || user.isBlank() ? "sluis" : user;
    password = requireNonNullElse(password, Secret.none());
  }

  public DatabaseConfiguration withPassword(Secret other) {
    return new DatabaseConfiguration(url, user, other);
  }

  /** True for H2, which lives inside this process. */
  public boolean embedded() {
    return url.startsWith("jdbc:h2:");
  }

  public DataSourceFactory dataSource() {
    var factory = new DataSourceFactory();
    factory.setDriverClass(embedded() ? "org.h2.Driver" : "org.postgresql.Driver");
    factory.setUrl(embedded() ? H2_OPTION.matcher(url).replaceAll("") + H2_OPTIONS : url);
    factory.setUser(user);
    factory.setPassword(password.revealText());
    factory.setDefaultTransactionIsolation(DataSourceFactory.TransactionIsolation.READ_COMMITTED);
    if (!embedded()) {
      // In seconds. A request that meets a dead connection waits for both, and must be answered before a proxy gives up after 60.
      factory.getProperties().putAll(Map.of("connectTimeout", "5", "socketTimeout", "30", "tcpKeepAlive", "true"));
    }
    factory.setInitialSize(2);
    factory.setMinSize(2);
    factory.setMaxSize(CONNECTIONS);
    factory.setMaxWaitForConnection(Duration.seconds(5));
    factory.setValidationQuery("SELECT 1");
    factory.setCheckConnectionOnBorrow(true);
    return factory;
  }

  @Override
  public String toString() {
    return "DatabaseConfiguration[" + url.replaceAll("[;?].*", "") + "]";
  }
}
