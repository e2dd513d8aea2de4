package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.setup.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.sluis.database.Migrations;
import nl.sluis.database.TablesException;
import nl.sluis.testing.Ports;
import org.eclipse.jetty.server.Server;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a start or a command meets, its operator reads a sentence per fault, and the status says whether to try again. */
@Tag("slow")
// As Main does: a library's sentence is English on every machine.
@DefaultLocale("en")
class RefusedStartTest {
  private static final String SHIPPED = "config.yml";
  @TempDir private Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();

  @BeforeEach
  void standApart() {
    settings.put("database.url", url());
    settings.put("keys.folder", folder.resolve("keys").toString());
    settings.put("keys.passwordFile", folder.resolve("secrets/keyring-password").toString());
    settings.put("operator.keyFile", folder.resolve("secrets/operator-key").toString());
    settings.put("server.applicationConnectors[0].port", "0");
    settings.put("server.adminConnectors[0].port", "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "check", "reconcile", "change-keyring-password --to x"})
  void whoNamesNoConfigurationIsAskedForOne(String command) {
    ends(command).stays("No configuration is named: say which file to read, as in java -jar sluis.jar server config.yml");
  }

  @Test
  void aConfigurationThatCannotBeReadIsSaidToBeSo() throws IOException {
    settings.clear();
    ends("server", folder.resolve("other.yml")).stays("other.yml cannot be read: it is not there");
    ends("reconcile", folder).stays("cannot be read: it is no file");
    ends("server", Files.write(folder.resolve("latin.yml"), "organization: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
        .stays("latin.yml is not YAML");
    ends("check", Files.writeString(folder.resolve("list.yml"), "organization: [")).stays("list.yml is not YAML at line 1");
    ends("server", Files.writeString(folder.resolve("type.yml"), "retention: soon")).stays("at: retention: what stands there does not fit");
  }

  @Test
  void everyFaultOfAConfigurationIsASentenceOfItsOwn() {
    settings.put("publicUrl", "http://invitations.example.org");
    settings.put("server.maxThreads", "1");
    ends("server", SHIPPED).stays("smaller minThreads than maxThreads", "server.maxThreads must be greater");
    settings.remove("server.maxThreads");
    settings.put("locale", "it");
    settings.put("brand.logo", folder.resolve("none.png").toString());
    for (var command : List.of("server", "check")) {
      ends(command, SHIPPED).stays("publicUrl is plain http", "locale must be", "brand.logo: the file", "console prints codes");
    }
    variables.put("SLUIS_ORGANISATION", "x");
    ends("server", SHIPPED).stays("SLUIS_ORGANISATION is set", "publicUrl is plain http", "locale must be", "brand.logo",
        "console prints codes");
  }

  @Test
  void aWordThatNoCommandKnowsIsNotTriedAgain() {
    for (var command : List.of("frob config.yml", "server config.yml --port 1", "change-keyring-password config.yml")) {
      var ended = ends(command);
      assertThat(ended.err).as(command + ended).contains("usage: java -jar");
      assertThat(ended.status()).isEqualTo(78);
    }
  }

  @Test
  void aPortThatIsTakenMayBeFreeLater() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (var connector : List.of("server.applicationConnectors[0]", "server.adminConnectors[0]")) {
        settings.put(connector + ".port", String.valueOf(taken.getLocalPort()));
        ends("server", SHIPPED).passes("127.0.0.1:" + taken.getLocalPort() + " (" + connector + ".port) is taken by another process");
        settings.put(connector + ".port", "0");
      }
    }
  }

  @Test
  void aDatabaseThatIsAwayMayBeBackLater() {
    settings.put("database.url", "jdbc:postgresql://127.0.0.1:" + Ports.next() + "/sluis");
    ends("server", SHIPPED).passes("database.url (SLUIS_DATABASE_URL) is away or busy (the connection is refused)");
    ends("reconcile", SHIPPED).passes("database.url (SLUIS_DATABASE_URL) is away or busy (the connection is refused)");
  }

  @Test
  void aDatabaseThatRefusesTheLoginGoesOnRefusingIt() throws SQLException {
    DriverManager.getConnection(url(), "sluis", "the right password").close();
    settings.put("database.password", "topsecret");
    for (var command : List.of("server", "reconcile")) {
      ends(command, SHIPPED).stays("refuses database.user (SLUIS_DATABASE_USER) and database.password (SLUIS_DATABASE_PASSWORD)");
    }
  }

  @Test
  void aDatabaseFileThatCannotBeMadeStaysSo() throws IOException {
    settings.put("database.url", "jdbc:h2:" + Files.writeString(folder.resolve("file"), "x") + "/data/sluis");
    ends("server", SHIPPED).stays("The H2 file of database.url (SLUIS_DATABASE_URL) cannot be made or written");
    settings.put("database.url", url() + ";IFEXISTS=TRUE");
    ends("server", SHIPPED).stays("There is no such database as database.url (SLUIS_DATABASE_URL) names");
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/sluis.mv.db"), "this is no database".repeat(1_000));
    ends("server", SHIPPED).stays("The H2 file of database.url (SLUIS_DATABASE_URL) is damaged");
  }

  @Test
  void tablesThatThisVersionDoesNotUnderstandAreLeftAlone() throws SQLException {
    migrated(
        "INSERT INTO \"flyway_schema_history\" SELECT 1000, '1000', 'later', 'SQL', 'V1000__later.sql', 1, 'sluis', CURRENT_TIMESTAMP, 1, TRUE");
    for (var command : List.of("server", "reconcile")) {
      ends(command, SHIPPED).stays("The tables of the database are of version 1000, which this version of Sluis does not know");
    }
    migrated("DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '1000'",
        "UPDATE \"flyway_schema_history\" SET \"success\" = FALSE WHERE \"version\" = '1'");
    ends("server", SHIPPED).stays("The change of the tables to version 1 failed at an earlier start");
    migratedBy("UPDATE \"flyway_schema_history\" SET \"success\" = TRUE, \"checksum\" = 1 WHERE \"version\" = '1'");
    ends("server", SHIPPED).stays("could not be brought to what this version needs");
  }

  @Test
  void aMigrationThatFailsIsNoCrash() throws SQLException {
    migratedBy("CREATE TABLE client (other INTEGER)");
    ends("server", SHIPPED).stays("could not be brought to what this version needs");
  }

  @Test
  void whatIsWrongWithKeysAndSecretsStaysSo() throws IOException {
    settings.put("keys.token.library", "/none.so");
    settings.put("keys.token.pin", "topsecret");
    ends("server", SHIPPED).stays("/none.so (keys.token.library) is not there");
    ends("reconcile", SHIPPED).stays("/none.so (keys.token.library) is not there");
    settings.remove("keys.token.library");
    settings.remove("keys.token.pin");
    ends("change-keyring-password " + SHIPPED + " --to-token").stays("keyring.bcfks is not there");
    settings.put("operator.keyFile", Files.writeString(folder.resolve("file"), "x") + "/secrets/key");
    ends("server", SHIPPED).stays("/key cannot be read or written: set SLUIS_OPERATOR_KEY (operator.key), or another operator.keyFile");
    Files.delete(folder.resolve("secrets/keyring-password"));
    ends("server", SHIPPED).stays("its password is not: set SLUIS_KEYS_PASSWORD");
    Files.delete(folder.resolve("keys/keyring.bcfks"));
    ends("server", SHIPPED).stays("is not there, and the database has rows sealed under keys of it");
  }

  @Test
  void tlsWithoutItsKeysStaysSo() throws IOException {
    settings.put("server.applicationConnectors[0].type", "https");
    settings.put("server.applicationConnectors[0].keyStorePassword", "topsecret");
    for (var path : List.of(folder.resolve("none.p12"), Files.writeString(folder.resolve("some.p12"), "x"))) {
      settings.put("server.applicationConnectors[0].keyStorePath", path.toString());
      ends("server", SHIPPED).stays("see to keyStorePath, keyStorePassword and keyStoreType of server.applicationConnectors[0]");
    }
  }

  private String url() {
    return "jdbc:h2:" + folder.resolve("data/sluis");
  }

  private void migrated(String... statements) throws SQLException {
    var source = new JdbcDataSource();
    source.setURL(url());
    source.setUser("sluis");
    try (var open = source.getConnection()) {
      Migrations.run(source);
      assertThat(open.isValid(1)).isTrue();
    } catch (TablesException e) {
      assertThat(e).hasMessageContaining("1000");
    }
    migratedBy(statements);
  }

  private void migratedBy(String... statements) throws SQLException {
    try (var open = DriverManager.getConnection(url(), "sluis", ""); var statement = open.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
      statement.execute("SHUTDOWN");
    }
  }

  private Ended ends(String command, Object file) {
    return ends(command + " " + file);
  }

  /** Options are properties of the whole process, and what is printed is too: one after the other. */
  private Ended ends(String line) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var before = List.of(System.out, System.err);
    settings.forEach((name, value) -> System.setProperty("dw." + name, value));
    var application = new Application();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      application.run(line.split(" "));
      if (application.server != null) {
        application.server.stop();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      System.setOut(before.get(0));
      System.setErr(before.get(1));
      settings.keySet().forEach(name -> System.clearProperty("dw." + name));
    }
    return new Ended(application.thrown, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private record Ended(Throwable thrown, String out, String err) {
    void stays(String... sentences) {
      ends(78, sentences);
    }

    void passes(String... sentences) {
      ends(75, sentences);
    }

    private void ends(int status, String... sentences) {
      var told = new ArrayList<>(err.lines().toList());
      assertThat(told.remove(0)).as(out + err).matches("[A-Z][^:]+:");
      assertThat(told).hasSize(sentences.length).allMatch(line -> line.startsWith("  - "));
      for (var i = 0; i < sentences.length; i++) {
        assertThat(told.get(i)).contains(sentences[i]);
      }
      assertThat(out + err).doesNotContainPattern("(?m)^!?\\s+at ").doesNotContain("Exception", "topsecret");
      assertThat(status()).isEqualTo(status);
    }

    int status() {
      return Refusal.of(thrown, null).status();
    }
  }

  private final class Application extends SluisApplication {
    private Throwable thrown;
    private Server server;

    @Override
    public void run(SluisConfiguration configuration, Environment environment) {
      super.run(configuration, environment);
      environment.lifecycle().addServerLifecycleListener(started -> server = started);
    }

    @Override
    protected Duration patience() {
      return Duration.ofMillis(100);
    }

    @Override
    protected Map<String, String> environment() {
      return variables;
    }

    @Override
    protected void onFatalError(Throwable fatal) {
      thrown = fatal;
    }
  }
}
