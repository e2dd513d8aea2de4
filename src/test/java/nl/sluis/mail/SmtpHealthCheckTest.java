package nl.sluis.mail;

import com.codahale.metrics.health.HealthCheck.Result;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.TestCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static nl.sluis.mail.SmtpFixture.configuration;
import static nl.sluis.mail.SmtpFixture.sender;
import static nl.sluis.mail.SmtpFixture.withLogin;
import static org.assertj.core.api.Assertions.assertThat;

@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SmtpHealthCheckTest {
  @Test
  void aRelayThatTakesOurSenderIsHealthyAndGetsNoMail() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("DSN");
      assertThat(health(configuration(relay.port(), "none")).isHealthy()).isTrue();
      assertThat(relay.mails()).isEmpty();
      assertThat(relay.commands()).containsSequence("MAIL FROM:<sluis@example.org> RET=HDRS", "RSET");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"550 5.7.60 SMTP; Client does not have permissions to send as this sender", "554 5.7.1 client host blocked",
    "550 5.1.1 User unknown", "552 5.3.4 Too big", "530 5.7.57 Client not authenticated to send mail",
    "530 5.7.0 Must issue a STARTTLS command first",
    "451 4.7.1 Come again", "421 4.3.2 Going down", "550 100% no %s"})
  void aSenderWhomTheRelayRefusesIsUnhealthyInItsWords(String answer) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers("MAIL", answer);
      var result = health(configuration(relay.port(), "none"));
      assertThat(result.isHealthy()).isFalse();
      assertThat(result.getMessage()).contains("localhost:" + relay.port(), "nothing is lost").endsWith("The relay says: " + answer);
    }
  }

  @Test
  void aRelayThatHangsAtTheSenderIsUnhealthyInFiveSeconds() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers("MAIL", FakeRelay.SILENCE);
      assertThat(health(configuration(relay.port(), "none")).getMessage()).contains("did not answer in five seconds");
    }
  }

  @Test
  void whatTheCouriersWereRefusedIsUnhealthyThoughTheRelayTakesOurSender() throws Exception {
    try (var relay = FakeRelay.start()) {
      var configuration = configuration(relay.port(), "none");
      var refusal = new AtomicReference<>(Optional.of("554 Email address is not verified."));
      var check = new SmtpHealthCheck(sender(configuration), configuration, refusal::get);
      assertThat(check.execute().getMessage()).contains("refuses our mails", "mail.from").endsWith("554 Email address is not verified.");
      refusal.set(Optional.empty());
      assertThat(check.execute().isHealthy()).isTrue();
      assertThat(relay.connections()).isEqualTo(1);
    }
  }

  @Test
  void howeverOftenItIsAskedTheRelayIsAskedOnceInTenSeconds() throws Exception {
    try (var relay = FakeRelay.start()) {
      var configuration = configuration(relay.port(), "none");
      var check = new SmtpHealthCheck(sender(configuration), configuration, Optional::empty);
      for (var i = 0; i < 100; i++) {
        assertThat(check.execute().isHealthy()).isTrue();
      }
      assertThat(relay.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"GREETING, hang up, No relay greets", "GREETING, 421 4.3.2 Not now, No relay greets",
    "GREETING, silence, did not answer in five seconds", "EHLO, silence, did not answer in five seconds"})
  void eachTroubleHasItsWords(String verb, String answer, String words) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, answer);
      var result = health(configuration(relay.port(), "none"));
      assertThat(result.isHealthy()).isFalse();
      assertThat(result.getMessage()).contains(words, "localhost:" + relay.port(), "mail.host", "nothing is lost")
          .contains("nc localhost " + relay.port());
    }
  }

  @Test
  void aRefusedLoginNamesItsSettings() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("AUTH PLAIN LOGIN");
      relay.answers("AUTH", "535 5.7.8 sluis is not welcome");
      assertThat(health(withLogin(relay)).getMessage())
          .contains("refuses our login", "mail.user", "SLUIS_MAIL_PASSWORD", "The relay says: 535 5.7.8")
          .doesNotContain("topsecret", "not welcome");
    }
  }

  @Test
  void aStrangersCertificateNamesWhatToLookAt() throws Exception {
    try (var relay = FakeRelay.startWithStartTls(TestCertificate.of("localhost").server())) {
      assertThat(health(configuration(relay.port(), "required")).getMessage()).contains("certificate", "openssl s_client");
    }
    try (var relay = FakeRelay.start()) {
      assertThat(health(configuration(relay.port(), "required")).getMessage()).contains("offers no TLS");
    }
  }

  private static Result health(MailConfiguration configuration) {
    return new SmtpHealthCheck(sender(configuration), configuration, Optional::empty).execute();
  }
}
