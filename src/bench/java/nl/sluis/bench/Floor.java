package nl.sluis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code nl.sluis.bench.floor} in a process of its own, on the same libraries and by the same options of the JVM. */
final class Floor extends Service {
  private final Path configuration;

  /** @param smtpConnections over which it hands over mails, as many as the gateway has */
  Floor(Path folder, List<String> jvm, Databases databases, int smtpPort, int smtpConnections) throws IOException {
    super(Databases.FLOOR, folder, jvm);
    configuration = folder.resolve("floor.yml");
    var url = databases.url(name);
    Files.writeString(configuration, String.format(Locale.ROOT, """
        server:
          applicationConnectors: [ { type: http, port: %d, bindHost: 127.0.0.1 } ]
          adminConnectors: [ { type: http, port: %d, bindHost: 127.0.0.1 } ]
          requestLog: { appenders: [] }
        logging: { level: WARN }
        database:
          driverClass: %s
          url: "%s"
          user: %s
          initialSize: 2
          minSize: 2
          maxSize: 32
        smtpPort: %d
        smtpConnections: %d
        """, port, adminPort, url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver",
        url.startsWith("jdbc:h2:") ? url + ";DB_CLOSE_ON_EXIT=FALSE" : url, databases.user(), smtpPort, smtpConnections));
  }

  @Override
  List<String> arguments() {
    return List.of("-XX:-HeapDumpOnOutOfMemoryError", "-cp", "target/bench.jar:target/sluis.jar",
        "nl.sluis.bench.floor.FloorApplication",
        "server", configuration.toString());
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Override
  void post(HttpConnection connection, String meeting) throws IOException {
    connection.post("/posts", "", meeting).expect(201);
  }
}
