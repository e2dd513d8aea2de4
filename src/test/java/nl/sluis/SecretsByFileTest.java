package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets come from files that a supervisor gives: systemd's credentials, a container's secrets. */
class SecretsByFileTest {
  private final LocalSluis sluis = new LocalSluis();
  private Path file;

  @BeforeEach
  void makeAFile() {
    file = sluis.folder.resolve("credential");
  }

  @Test
  void relayProviderAndDatabaseGetTheirSecretsFromFilesWithoutTheLineEnd() throws IOException {
    try (var relay = FakeRelay.start()) {
      relay.offers("AUTH PLAIN");
      sluis.settings.set("mail.port", String.valueOf(relay.port())).set("mail.user", "sluis").unset("sms.twilio.authToken")
          .variable("SLUIS_MAIL_PASSWORD_FILE", write("mail", "of the relay \n"))
          .variable("SLUIS_TWILIO_AUTH_TOKEN_FILE", write("twilio", "of-twilio\r\n"))
          .variable("SLUIS_DATABASE_PASSWORD_FILE", write("database", "of the database\n"));
      sluis.start();
      try {
        var posted = sluis.postsInterview();
        await().until(() -> sluis.find(posted.id()).text("state"), "mailed"::equals);
        assertThat(relay.commands()).contains("AUTH PLAIN " + base64("sluis\0sluis\0of the relay "));
        assertThat(sluis.operatesWith("to=%2B31612345678", "/tasks/test-sms").status()).isEqualTo(200);
        assertThat(sluis.twilio.messages().get(0).authorization()).isEqualTo("Basic " + base64("AC" + "0".repeat(32) + ":of-twilio"));
      } finally {
        sluis.stop();
      }
      sluis.settings.variable("SLUIS_DATABASE_PASSWORD_FILE", write("database", "another"));
      assertThat(Refusal.of(refused(), null).faults()).singleElement().asString().contains("SLUIS_DATABASE_PASSWORD");
    }
    sluis.mailbox.close();
    sluis.twilio.close();
  }

  @Test
  void aSecretThatIsGivenTwiceOrCannotBeReadRefusesTheStart() throws IOException {
    sluis.settings.unset("sms.twilio.authToken").variable("SLUIS_TWILIO_AUTH_TOKEN", "topsecret")
        .variable("SLUIS_TWILIO_AUTH_TOKEN_FILE", write("twilio", "topsecret"));
    refuses("SLUIS_TWILIO_AUTH_TOKEN and SLUIS_TWILIO_AUTH_TOKEN_FILE are both set", "are both given");
    sluis.settings.variable("SLUIS_TWILIO_AUTH_TOKEN", "");

    Files.delete(file);
    refuses("is not there, or this user may not read it");
    sluis.settings.variable("SLUIS_TWILIO_AUTH_TOKEN_FILE", sluis.folder.toString());
    refuses("is not there, or this user may not read it");
    sluis.settings.variable("SLUIS_TWILIO_AUTH_TOKEN_FILE", write("twilio", "\n"));
    refuses("is empty: put the secret into it");
    write("twilio", "topsecret".repeat(1_000));
    refuses("has more than 4096 bytes");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    refuses("is not text in UTF-8");
    write("twilio", "topsecret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    refuses("may be written by others than its owner");
    Files.delete(file);
    write("twilio", "topsecret");
    sluis.settings.variable("SLUIS_KEYS_PASSWORD", "a long enough password").unset("keys.passwordFile")
        .variable("SLUIS_KEYS_PASSWORD_FILE", file.toString());
    refuses("SLUIS_KEYS_PASSWORD and SLUIS_KEYS_PASSWORD_FILE are both set");
    sluis.mailbox.close();
    sluis.twilio.close();
  }

  private void refuses(String... sentences) {
    var faults = Refusal.of(refused(), null).faults();
    assertThat(faults).hasSize(sentences.length).noneMatch(fault -> fault.contains("topsecret"));
    for (var i = 0; i < sentences.length; i++) {
      assertThat(faults.get(i)).contains(sentences[i]);
    }
  }

  private Throwable refused() {
    try {
      sluis.runs("server");
    } catch (AssertionError refused) {
      return refused.getCause();
    }
    throw new AssertionError("it started");
  }

  private String write(String name, String content) throws IOException {
    file = sluis.folder.resolve("credential-" + name);
    return Files.writeString(file, content).toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
