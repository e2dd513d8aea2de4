package nl.sluis.database;

import static java.util.Objects.requireNonNullElse;

import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.sluis.files.SecretFile;
import nl.sluis.secret.Secret;

/**
 * Section {@code database}: where invitations are stored.
 *
 * @param url      {@code jdbc:h2:…} (a file) or {@code jdbc:postgresql://…}; the driver follows from it
 * @param user     default {@code sluis}
 * @param password none by default
 * @param passwordFile has the password, in place of the setting; none by default
 * @param plainReason why the way to PostgreSQL may be without verified TLS beyond this machine; none by default
 */
public record DatabaseConfiguration(String url, String user, Secret password, String passwordFile, String plainReason) {
  private static final int SHORTEST_REASON = 10;
  private static final int LONGEST_REASON = 200;
  private static final int CONNECTIONS = 32;
  private static final int PATIENT_CONNECTIONS = 4;
  /**
   * Whatever the URL says of them. DB_CLOSE_ON_EXIT: the gateway closes its database itself, after the last request; H2's own hook would
   * run beside it. WRITE_DELAY: at 0 it saves in one thread, and in the order of the commits. TRACE_LEVEL_FILE: H2 would write its errors
   * with their SQL into a file beside the database, and where it cannot, onto the console. QUERY_CACHE_SIZE: as many statements as we have stay
   * parsed in each connection; by default eight do. DEFAULT_TABLE_ENGINE: an update writes only the indexes that it changes.
   */
  private static final String H2_OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0;QUERY_CACHE_SIZE=256;DEFAULT_TABLE_ENGINE="
      + InPlaceUpdates.class.getName();
  private static final Pattern LOOKED_AT = Pattern.compile(";(DB_CLOSE_ON_EXIT|WRITE_DELAY|IFEXISTS)=[^;]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern H2_OPTION = Pattern.compile(";(DB_CLOSE_ON_EXIT|WRITE_DELAY)=[^;]*", Pattern.CASE_INSENSITIVE);

  public DatabaseConfiguration {
    url = url == null || url.isBlank() ? "jdbc:h2:./data/sluis" : url;
    user = user == null || user.isBlank() ? "sluis" : user;
    password = requireNonNullElse(password, Secret.none());
    passwordFile = passwordFile == null || passwordFile.isBlank() ? null : passwordFile;
    plainReason = plainReason == null || plainReason.isBlank() ? null : plainReason.strip();
  }

  /** @return as it is configured, or as its file has it now */
  @Override
  public Secret password() {
    return SecretFile.given(password, passwordFile);
  }

  /** @return what is wrong, a sentence each, without the values; empty when all is well */
  public List<String> faults() {
    var faults = new ArrayList<>(SecretFile.faults(password, passwordFile, "database.password (SLUIS_DATABASE_PASSWORD)",
        "database.passwordFile (SLUIS_DATABASE_PASSWORD_FILE)"));
    faults.addAll(faultsOfWay());
    return faults;
  }

  private List<String> faultsOfWay() {
    if (plainReason != null && (plainReason.length() < SHORTEST_REASON || plainReason.length() > LONGEST_REASON
        || plainReason.chars().anyMatch(Character::isISOControl))) {
      return List.of("database.plainReason must say what protects the way to the database, in " + SHORTEST_REASON + " to " + LONGEST_REASON
          + " characters on one line");
    }
    if (embedded()) {
      return H2Url.faults(url);
    }
    return url.startsWith(PostgresUrl.PREFIX)
        ? PostgresUrl.faults(url, plainReason != null)
        : List.of("database.url must begin with jdbc:h2: or jdbc:postgresql:");
  }

  /** @return the reason, where others could read the way to the database, or pass for it */
  public Optional<String> plainBecause() {
    return Optional.ofNullable(plainReason).filter(reason -> !embedded() && !PostgresUrl.faults(url, false).isEmpty());
  }

  /** True for H2, which lives inside this process. */
  public boolean embedded() {
    return url.startsWith(H2Url.PREFIX);
  }

  /** For requests. */
  public DataSourceFactory dataSource() {
    return embedded() ? h2() : pool(PostgresParameters.ofRequests(url), CONNECTIONS);
  }

  /** For migrations and commands: nothing of theirs is given up because it takes long. */
  public DataSourceFactory patientDataSource() {
    return embedded() ? h2() : pool(PostgresParameters.ofPatience(url), PATIENT_CONNECTIONS);
  }

  /** For who only looks. H2 makes no file, and writes into none. */
  DataSourceFactory lookingDataSource() {
    var factory = embedded()
        ? pool(LOOKED_AT.matcher(url).replaceAll("") + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" + H2_OPTIONS, PATIENT_CONNECTIONS)
        : pool(PostgresParameters.ofRequests(url), PATIENT_CONNECTIONS);
    factory.setDriverClass(embedded() ? "org.h2.Driver" : "org.postgresql.Driver");
    factory.setInitialSize(0);
    factory.setMinSize(0);
    return factory;
  }

  /** @return where the H2 file is or will be; empty for PostgreSQL, whose disk is elsewhere */
  public Optional<Path> folder() {
    return embedded() ? H2Url.folder(url) : Optional.empty();
  }

  private DataSourceFactory h2() {
    var factory = pool(H2_OPTION.matcher(url).replaceAll("") + H2_OPTIONS, CONNECTIONS);
    factory.setDriverClass("org.h2.Driver");
    return factory;
  }

  private DataSourceFactory pool(PostgresParameters parameters, int connections) {
    var factory = pool(parameters.url(), connections);
    factory.setDriverClass("org.postgresql.Driver");
    factory.getProperties().putAll(parameters.properties());
    return factory;
  }

  private DataSourceFactory pool(String address, int connections) {
    var factory = new DataSourceFactory();
    factory.setUrl(address);
    factory.setUser(user);
    factory.setPassword(password().revealText());
    factory.setDefaultTransactionIsolation(DataSourceFactory.TransactionIsolation.READ_COMMITTED);
    factory.setInitialSize(2);
    factory.setMinSize(2);
    factory.setMaxSize(connections);
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
