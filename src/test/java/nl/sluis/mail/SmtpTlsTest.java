package nl.sluis.mail;

import javax.net.ssl.SSLSocketFactory;
import nl.sluis.mail.MailDelayedException.Kind;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.TestCertificate;
import org.junit.jupiter.api.Test;

import static nl.sluis.mail.SmtpFixture.INVITATION;
import static nl.sluis.mail.SmtpFixture.delayed;
import static nl.sluis.mail.SmtpFixture.sender;
import static org.assertj.core.api.Assertions.assertThat;

class SmtpTlsTest {
  @Test
  void startsTlsBeforeItSaysAnything() throws Exception {
    var certificate = TestCertificate.of("localhost");
    try (var relay = FakeRelay.startWithStartTls(certificate.server())) {
      sender(relay, "required", certificate.client()).send(INVITATION);
      assertThat(relay.commands()).startsWith("EHLO sluis.example", "STARTTLS", "EHLO sluis.example");
      assertThat(relay.mails()).hasSize(1);
    }
  }

  @Test
  void speaksTlsFromTheFirstByte() throws Exception {
    var certificate = TestCertificate.of("localhost");
    try (var relay = FakeRelay.startWithImplicitTls(certificate.server())) {
      sender(relay, "implicit", certificate.client()).send(INVITATION);
      assertThat(relay.commands()).startsWith("EHLO sluis.example", "MAIL FROM:<sluis@example.org>");
      assertThat(relay.mails()).hasSize(1);
    }
  }

  @Test
  void aRelayWithoutStartTlsGetsNoMail() throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = sender(relay, "required", (SSLSocketFactory) SSLSocketFactory.getDefault());
      assertThat(delayed(sender).kind()).isEqualTo(Kind.TLS);
      assertThat(relay.commands()).allSatisfy(line -> assertThat(line).matches("(EHLO|QUIT).*"));
    }
  }

  @Test
  void aCertificateOfAnotherHostGetsNoMail() throws Exception {
    var certificate = TestCertificate.of("relay.example");
    try (var startTls = FakeRelay.startWithStartTls(certificate.server());
        var implicit = FakeRelay.startWithImplicitTls(certificate.server())) {
      assertThat(delayed(sender(startTls, "required", certificate.client())).kind()).isEqualTo(Kind.TLS);
      assertThat(delayed(sender(implicit, "implicit", certificate.client())).kind()).isEqualTo(Kind.TLS);
      assertThat(startTls.mails()).isEmpty();
      assertThat(implicit.mails()).isEmpty();
    }
  }

  @Test
  void aCertificateOfAStrangerGetsNoMail() throws Exception {
    var certificate = TestCertificate.of("localhost");
    try (var startTls = FakeRelay.startWithStartTls(certificate.server());
        var implicit = FakeRelay.startWithImplicitTls(certificate.server())) {
      var usual = (SSLSocketFactory) SSLSocketFactory.getDefault();
      assertThat(delayed(sender(startTls, "required", usual)).kind()).isEqualTo(Kind.TLS);
      assertThat(delayed(sender(implicit, "implicit", usual)).kind()).isEqualTo(Kind.TLS);
      assertThat(startTls.mails()).isEmpty();
      assertThat(implicit.mails()).isEmpty();
    }
  }
}
