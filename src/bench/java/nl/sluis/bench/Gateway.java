package nl.sluis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shipped jar with the shipped settings, told by variables and options where it is, as an operator does. Only limits are raised. */
final class Gateway extends Service {
  private static final String OPERATOR_KEY = "operator-key-of-the-bench";
  private static final String MANY = "1000000000";
  private final Map<String, String> environment = new HashMap<>();
  private String client;

  Gateway(Path folder, List<String> jvm, Databases databases, int smtpPort, String twilioUrl) {
    super(Databases.GATEWAY, folder, jvm);
    environment.put("SLUIS_PUBLIC_URL", "http://127.0.0.1:" + port);
    environment.put("SLUIS_ORGANIZATION", "Bureau Voorbeeld");
    environment.put("SLUIS_DATABASE_URL", databases.url(name));
    environment.put("SLUIS_DATABASE_USER", databases.user());
    environment.put("SLUIS_KEYS_FOLDER", folder.resolve("keys").toString());
    environment.put("SLUIS_KEYS_PASSWORD_FILE", folder.resolve("secrets/keyring-password").toString());
    environment.put("SLUIS_OPERATOR_KEY", OPERATOR_KEY);
    environment.put("SLUIS_MAIL_HOST", "127.0.0.1");
    environment.put("SLUIS_MAIL_PORT", String.valueOf(smtpPort));
    environment.put("SLUIS_MAIL_FROM", "invitations@bureau.example");
    environment.put("SLUIS_SMS_PROVIDER", "twilio");
    environment.put("SLUIS_TWILIO_ACCOUNT_SID", "AC" + "0".repeat(32));
    environment.put("SLUIS_TWILIO_AUTH_TOKEN", "token-of-the-bench");
    environment.put("SLUIS_TWILIO_FROM", "+3197010000001");
    environment.put("SLUIS_TWILIO_BASE_URL", twilioUrl);
  }

  @Override
  List<String> arguments() {
    var arguments = new ArrayList<>(List.of("-XX:-HeapDumpOnOutOfMemoryError", "-Ddw.server.applicationConnectors[0].port=" + port,
        "-Ddw.server.adminConnectors[0].port=" + adminPort));
    for (var limit : List.of("invitationsPerHour", "codesPerDay", "codesPerDayInAll", "wrongTriesPerHour")) {
      arguments.add("-Ddw.limits." + limit + "=" + MANY);
    }
    arguments.add("-Ddw.limits.mebibytesPerHour=1000000");
    arguments.addAll(List.of("-jar", "target/sluis.jar", "server", "config.yml"));
    return arguments;
  }

  @Override
  Map<String, String> environment() {
    return environment;
  }

  @Override
  void start() throws Exception {
    super.start();
    if (client == null) {
      var said = operate("/tasks/create-client?name=bench");
      client = "Authorization: Bearer "
          + said.lines().filter(line -> line.startsWith("client-key: ")).findFirst().orElseThrow().substring(12)
          + "\r\n";
    }
  }

  @Override
  void post(HttpConnection connection, String meeting) throws IOException {
    connection.post("/v1/invitations", client, meeting).expect(201);
  }

  /** @return what the operator's port said */
  String operate(String path) throws IOException {
    try (var connection = new HttpConnection(adminPort)) {
      return connection.post(path, "Authorization: Bearer " + OPERATOR_KEY + "\r\n", "").expect(200).body();
    }
  }
}
