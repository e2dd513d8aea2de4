package nl.sluis.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import nl.sluis.openapi.Contract;
import org.jdbi.v3.core.Jdbi;

/** The settings of one gateway under test, as {@code -Ddw.…} options on top of the shipped {@code config.yml}, all in one folder. */
public final class Settings {
  public static final String OPERATOR_KEY = "operator-key-of-the-tests";
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Path folder;
  private final int port;
  private final int adminPort;

  public Settings(Path folder, int smtpPort, String twilioUrl) {
    this(folder);
    listens();
    set("organization", "Bureau Voorbeeld");
    set("database.url", "jdbc:h2:" + folder.resolve("data/sluis"));
    set("keys.folder", folder.resolve("keys").toString());
    set("keys.passwordFile", folder.resolve("secrets/keyring-password").toString());
    set("operator.key", OPERATOR_KEY);
    set("mail.host", "127.0.0.1");
    set("mail.port", String.valueOf(smtpPort));
    set("mail.from", "invitations@bureau.example");
    set("sms.provider", "twilio");
    set("sms.twilio.accountSid", "AC" + "0".repeat(32));
    set("sms.twilio.authToken", "token-of-the-tests");
    set("sms.twilio.from", "+3197010000001");
    set("sms.twilio.baseUrl", twilioUrl);
  }

  private Settings(Path folder) {
    this.folder = folder;
    this.port = Ports.next();
    this.adminPort = Ports.next();
  }

  /** The same for another gateway of the same database and keys folder, but for the ports. */
  Settings beside() {
    var other = new Settings(folder);
    other.values.putAll(values);
    other.variables.putAll(variables);
    return other.listens();
  }

  private Settings listens() {
    Contract.watch(port);
    set("server.applicationConnectors[0].port", String.valueOf(port));
    set("server.adminConnectors[0].port", String.valueOf(adminPort));
    return reachedThrough(port);
  }

  public Settings set(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** Takes a setting away, so that the file or a variable says it. */
  public Settings unset(String name) {
    values.remove(name);
    return this;
  }

  /** Sets an environment variable of the gateway's process, in place of a setting. */
  public Settings variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  Map<String, String> variables() {
    return variables;
  }

  public String value(String name) {
    return values.get(name);
  }

  public String publicUrl() {
    return values.get("publicUrl");
  }

  /** The database, past the gateway: for who may write to it without being one. */
  public Jdbi database() {
    return Jdbi.create(values.get("database.url"), values.getOrDefault("database.user", "sluis"), "");
  }

  /** Visitors and schedulers come in by another port, where something stands in between. */
  public Settings reachedThrough(int otherPort) {
    Contract.watch(otherPort);
    return set("publicUrl", "http://127.0.0.1:" + otherPort);
  }

  public Path folder() {
    return folder;
  }

  public int port() {
    return port;
  }

  public String adminUrl() {
    return "http://127.0.0.1:" + adminPort;
  }

  Map<String, String> values() {
    return values;
  }

  /** As options of the command line. */
  String[] options() {
    return values.entrySet().stream().map(e -> "-Ddw." + e.getKey() + "=" + e.getValue()).toArray(String[]::new);
  }

  static String shippedConfiguration() {
    var file = Path.of("config.yml");
    if (Files.notExists(file)) {
      throw new AssertionError("run the tests from the folder of the project");
    }
    return file.toString();
  }

  @Override
  public String toString() {
    return values.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
  }
}
