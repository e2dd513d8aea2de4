package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator sends one mail and one text message before the first invitee needs them; and the log says at the start what is amiss. */
class OperatorTestsTest {
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @Test
  void aTestMailArrivesAndNamesNobodyInTheLog() {
    try (var log = new CapturedLog()) {
      var answer = sluis.operatesWith("to=operator%40example.net", "/tasks/test-mail");
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.http().body()).contains("The relay took the mail");
      assertThat(sluis.mailbox.mailsTo("operator@example.net")).singleElement()
          .satisfies(mail -> assertThat(mail.getSubject()).isEqualTo("Test mail of Bureau Voorbeeld"));
      assertThat(log.text()).contains("test-mail taken");
      assertThat(log.text().lines().filter(line -> line.startsWith("nl.sluis"))).noneMatch(line -> line.contains("operator@example.net"));
    }
  }

  @Test
  void aTestMessageIsSentAndCarriesNoCode() {
    sluis.operatesWith("to=%2B31612345678", "/tasks/test-sms");
    assertThat(sluis.twilio.lastTextTo("+31612345678")).contains("127.0.0.1", "No code").doesNotContain("#");
    sluis.twilio.answers(FakeTwilio.error(400, 21614));
    var refused = sluis.operatesWith("to=%2B31612345678", "/tasks/test-sms");
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.http().body()).contains("takes no text messages");
  }

  @Test
  void aTestMessageHealsWhatOnlyAMessageCanHeal() {
    sluis.twilio.answers(FakeTwilio.error(400, 21606));
    assertThat(sluis.operatesWith("to=%2B31612345678", "/tasks/test-sms").http().body()).contains("The health check sms says what to do");
    assertThat(health("sms")).isFalse();
    assertThat(sluis.operatesWith("to=%2B31612345678", "/tasks/test-sms").status()).isEqualTo(200);
    assertThat(health("sms")).isTrue();
  }

  @Test
  void whoIsNamedIsNamedInTheBodyAndRightly() {
    for (var task : new String[] {"test-mail", "test-sms"}) {
      assertThat(sluis.operates("POST", "/tasks/" + task).status()).isEqualTo(422);
      assertThat(sluis.operates("POST", "/tasks/" + task + "?to=a%40example.org").status()).isEqualTo(422);
      assertThat(sluis.operatesWith("to=nobody", "/tasks/" + task).status()).isEqualTo(422);
      assertThat(sluis.operatesWith("to=a%40example.org&cc=b", "/tasks/" + task).status()).isEqualTo(422);
      assertThat(Http.send("POST", sluis.settings.adminUrl() + "/tasks/" + task, null).status()).isEqualTo(401);
    }
  }

  @Test
  void theStartSaysWhatIsAmissBeforeAnybodyNoticesAndWhatTheRelaySays() throws Exception {
    var out = new ByteArrayOutputStream();
    var before = System.out;
    try (var relay = FakeRelay.start()) {
      relay.answers("MAIL", "554 5.7.1 Client host blocked");
      var other = new LocalSluis();
      other.twilio.accountAnswers(FakeTwilio.error(401, 20003));
      other.settings.set("mail.port", String.valueOf(relay.port()));
      // A start begins the logging anew, so that what it says is found on the console only.
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      other.start();
      try {
        await().until(() -> out.toString(StandardCharsets.UTF_8).contains("Health check smtp is unhealthy"));
        await().until(() -> out.toString(StandardCharsets.UTF_8).contains("Health check sms is unhealthy: No codes can be sent"));
        assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("WARN .*HealthWatch").contains("Client host blocked",
            "SLUIS_TWILIO_AUTH_TOKEN");
        var refused = other.operatesWith("to=a%40example.org", "/tasks/test-mail");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.http().body()).contains("mail.from", "The relay says: 554 5.7.1 Client host blocked");
      } finally {
        System.setOut(before);
        other.close();
      }
    }
  }

  private static boolean health(String name) {
    return Http.send("GET", sluis.settings.adminUrl() + "/healthcheck", null).json().path(name).path("healthy").asBoolean();
  }
}
