package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several operators have keys of their own, so that the audit log says who did what. */
class NamedOperatorsTest {
  private static LocalSluis sluis;
  private static Path folder;

  @BeforeAll
  static void start() throws IOException {
    sluis = new LocalSluis();
    folder = Files.createDirectories(sluis.folder.resolve("operators"));
    sluis.settings.set("operator.keysFolder", folder.toString());
    Files.writeString(folder.resolve("anna"), "key-of-anna-1234567\n");
    Files.createDirectories(folder.resolve("..data"));
    sluis.start();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @Test
  void theAuditLogSaysWhoAndTheKeyThatEveryGatewayHasIsCalledOperator() {
    try (var audit = new CapturedAudit()) {
      assertThat(asks("key-of-anna-1234567", "POST", "/tasks/flush-outbox").status()).isEqualTo(200);
      assertThat(sluis.operates("POST", "/tasks/flush-outbox").status()).isEqualTo(200);
      assertThat(audit.lines()).contains("outbox-flushed by-operator mails=0 operator=anna",
          "outbox-flushed by-operator mails=0 operator=operator");
    }
  }

  @Test
  void aKeyThatIsMadeOpensAtOnceAndOneThatIsRemovedNoLonger() throws IOException {
    assertThat(asks("key-of-boris-123456", "GET", "/keys").status()).isEqualTo(401);
    var file = Files.writeString(folder.resolve("boris"), "key-of-boris-123456");
    assertThat(asks("key-of-boris-123456", "GET", "/keys").status()).isEqualTo(200);
    assertThat(asks("key-of-boris-12345", "GET", "/keys").status()).isEqualTo(401);
    Files.delete(file);
    assertThat(asks("key-of-boris-123456", "GET", "/keys").status()).isEqualTo(401);
  }

  @Test
  void aWeakKeyOpensNothingAndRefusesTheNextStart() throws IOException {
    var weak = Files.writeString(folder.resolve("carla"), "aaaaaaaaaaaaaaaa");
    var misnamed = Files.writeString(folder.resolve("operator"), "key-of-nobody-12345");
    try (var log = new CapturedLog()) {
      assertThat(asks("aaaaaaaaaaaaaaaa", "GET", "/keys").status()).isEqualTo(401);
      assertThat(asks("aaaaaaaaaaaaaaaa", "GET", "/keys").status()).isEqualTo(401);
      assertThat(log.text().lines().filter(line -> line.contains("carla (operator.keysFolder)"))).as("said, and said once").hasSize(1);
      assertThat(asks("key-of-nobody-12345", "GET", "/keys").status()).isEqualTo(401);
      var faults = new nl.sluis.admin.OperatorConfiguration(null, "none", folder.toString()).faults();
      assertThat(faults).hasSize(2).anyMatch(fault -> fault.contains("carla (operator.keysFolder)"))
          .anyMatch(fault -> fault.contains("the name of the file is the operator's"));
    } finally {
      Files.delete(weak);
      Files.delete(misnamed);
    }
  }

  @Test
  void theLineOfASchedulersRequestNamesTheClient() {
    sluis.clientKey();
    try (var log = new CapturedLog()) {
      assertThat(sluis.post(Meetings.request()).status()).isEqualTo(201);
      await().until(() -> log.text().lines()
          .anyMatch(line -> line.matches("nl.sluis.request INFO POST /v1/invitations 201 \\d+ms client=scheduler")));
      Http.send("GET", sluis.settings.publicUrl() + "/v1/invitations", null);
      await().until(() -> log.text().lines().anyMatch(line -> line.matches("nl.sluis.request INFO .* 401 \\d+ms")));
    }
  }

  private static Answer asks(String key, String method, String path) {
    return Http.send(method, sluis.settings.adminUrl() + path, null, "Authorization", "Bearer " + key);
  }
}
