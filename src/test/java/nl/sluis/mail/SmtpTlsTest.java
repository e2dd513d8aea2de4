package nl.sluis.mail;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import nl.sluis.mail.MailDelayedException.Kind;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** As an operator configures it, with the trust that follows from the settings. */
  @Test
  void anAuthorityOfOnesOwnIsBelievedOnceItsFileIsNamed(@TempDir Path folder) throws Exception {
    var pem = folder.resolve("ca.pem");
    TestCertificate.of("localhost").writePem(pem, folder.resolve("key.pem"));
    try (var relay = FakeRelay.startWithStartTls(TestCertificate.of("localhost").server())) {
      assertThat(delayed(configured(relay, null)).kind()).isEqualTo(Kind.TLS);
      assertThat(relay.mails()).isEmpty();
      configured(relay, pem.toString()).send(INVITATION);
      assertThat(relay.mails()).hasSize(1);
    }
    TestCertificate.of("relay.example").writePem(pem, folder.resolve("key.pem"));
    try (var relay = FakeRelay.startWithStartTls(TestCertificate.of("localhost").server())) {
      assertThat(delayed(configured(relay, pem.toString())).kind()).as("another's").isEqualTo(Kind.TLS);
    }
  }

  @Test
  void aFileWithoutCertificatesIsRefused(@TempDir Path folder) throws Exception {
    var file = folder.resolve("ca.pem");
    for (var content : List.of("", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n")) {
      Files.writeString(file, content);
      assertThat(configuration(25, file.toString()).faults()).singleElement().asString().contains("mail.caFile, SLUIS_MAIL_CA_FILE");
    }
    assertThat(configuration(25, folder.resolve("none").toString()).faults()).hasSize(1);
    TestCertificate.of("localhost").writePem(file, folder.resolve("key.pem"));
    assertThat(configuration(25, file.toString()).faults()).isEmpty();
  }

  private static SmtpMailSender configured(FakeRelay relay, String caFile) {
    return new SmtpMailSender(configuration(relay.port(), caFile), URI.create("https://sluis.example"), Clock.systemUTC());
  }

  private static MailConfiguration configuration(int port, String caFile) {
    return new MailConfiguration("localhost", port, null, null, null, "sluis@example.org", "required", caFile, null, null, null, null);
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
