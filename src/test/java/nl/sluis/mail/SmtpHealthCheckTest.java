package nl.sluis.mail;

import com.codahale.metrics.health.HealthCheck.Result;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static nl.sluis.mail.SmtpFixture.configuration;
import static nl.sluis.mail.SmtpFixture.sender;
import static nl.sluis.mail.SmtpFixture.withLogin;
import static org.assertj.core.api.Assertions.assertThat;

class SmtpHealthCheckTest {
  @Test
  void aRelayThatGreetsIsHealthyAndGetsNoMail() throws Exception {
    try (var relay = FakeRelay.start()) {
      assertThat(health(configuration(relay.port(), "none")).isHealthy()).isTrue();
      assertThat(relay.mails()).isEmpty();
      assertThat(relay.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void howeverOftenItIsAskedTheRelayIsAskedOnceInTenSeconds() throws Exception {
    try (var relay = FakeRelay.start()) {
      var configuration = configuration(relay.port(), "none");
      var check = new SmtpHealthCheck(sender(configuration), configuration);
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
      assertThat(health(withLogin(relay)).getMessage()).contains("refuses our login", "mail.user", "SLUIS_MAIL_PASSWORD")
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
    return new SmtpHealthCheck(sender(configuration), configuration).execute();
  }
}
