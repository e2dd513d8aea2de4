package nl.sluis.mail;

import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import nl.sluis.mail.MailDelayedException.Kind;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static nl.sluis.mail.SmtpFixture.INVITATION;
import static nl.sluis.mail.SmtpFixture.PUBLIC_URL;
import static nl.sluis.mail.SmtpFixture.configuration;
import static nl.sluis.mail.SmtpFixture.delayed;
import static nl.sluis.mail.SmtpFixture.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Execution(ExecutionMode.CONCURRENT)
class SmtpConnectionTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);

  @Test
  void mailAfterMailGoesOverOneConnection() throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = sender(relay);
      for (var i = 0; i < 5; i++) {
        sender.send(INVITATION);
      }
      assertThat(relay.mails()).hasSize(5);
      assertThat(relay.connections()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionCarriesNoMoreThanItsShare() throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = impatient(relay, PATIENT, 2);
      for (var i = 0; i < 5; i++) {
        sender.send(INVITATION);
      }
      assertThat(relay.connections()).isEqualTo(3);
      assertThat(relay.commands().stream().filter("QUIT"::equals)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"450 4.2.1 Later", "550 5.1.1 Never", FakeRelay.HANG_UP})
  void afterAnyTroubleTheNextMailGetsANewOne(String trouble) throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = sender(relay);
      sender.send(INVITATION);
      relay.answers("RCPT", trouble);
      assertThatThrownBy(() -> sender.send(INVITATION)).isInstanceOfAny(MailDelayedException.class, MailRefusedException.class);
      relay.answers("RCPT", null);
      sender.send(INVITATION);
      assertThat(relay.connections()).isEqualTo(2);
      assertThat(relay.mails()).hasSize(2);
    }
  }

  @Test
  void aConnectionThatTheRelayClosedMeanwhileDelaysNoMail() throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = sender(relay);
      sender.send(INVITATION);
      relay.breakOff();
      sender.send(INVITATION);
      assertThat(relay.mails()).hasSize(2);
      assertThat(relay.connections()).isEqualTo(2);
    }
  }

  @Test
  void aKeptConnectionIsNotAskedWhetherItIsThere() throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = sender(relay);
      sender.send(INVITATION);
      sender.send(INVITATION);
      assertThat(relay.commands()).extracting(line -> line.split("[ :]")[0]).containsExactly("EHLO", "MAIL", "RCPT", "DATA", "MAIL", "RCPT",
          "DATA");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"421 4.4.2 Idle too long", FakeRelay.HANG_UP})
  void aKeptConnectionThatEndsAtTheFirstCommandIsReplacedOnce(String end) throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = sender(relay);
      sender.send(INVITATION);
      relay.answers("MAIL", end);
      assertThatThrownBy(() -> sender.send(INVITATION)).isInstanceOf(MailDelayedException.class);
      assertThat(relay.connections()).isEqualTo(2);
      assertThat(relay.mails()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RCPT", "DATA", "."})
  void aConnectionThatEndsWithinAMailIsNotReplaced(String verb) throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = sender(relay);
      sender.send(INVITATION);
      relay.answers(verb, FakeRelay.HANG_UP);
      assertThatThrownBy(() -> sender.send(INVITATION)).isInstanceOf(MailDelayedException.class);
      assertThat(relay.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
  void noRelayIsSlowerThanTheWholeTimeForOneMail(String verb) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, FakeRelay.SILENCE);
      assertIsCut(impatient(relay, Duration.ofMillis(400), 50));
    }
  }

  /** Each read is in time, and there is no end of them. */
  @Test
  void aRelayThatDripsIsCutToo() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers("MAIL", FakeRelay.DRIP);
      assertIsCut(impatient(relay, Duration.ofMillis(400), 50));
    }
  }

  @Test
  void underTlsASlowRelayIsCutToo() throws Exception {
    var certificate = TestCertificate.of("localhost");
    try (var relay = FakeRelay.startWithImplicitTls(certificate.server())) {
      relay.answers("RCPT", FakeRelay.DRIP);
      var trust = certificate.client();
      assertIsCut(new SmtpMailSender(configuration(relay.port(), "implicit"), PUBLIC_URL, Clock.systemUTC(), PATIENT, trust,
          Duration.ofSeconds(1), 50));
    }
  }

  @Test
  void whatMeetsEveryMailIsToldFromWhatMeetsOne() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers("RCPT", "451 4.2.1 Later");
      assertThat(delayed(sender(relay))).satisfies(e -> assertThat(e.isOfRelay()).isFalse()).returns("relay 451",
          MailDelayedException::word);
      relay.answers("MAIL", "530 5.7.0 Authentication required");
      assertThat(delayed(sender(relay))).satisfies(e -> assertThat(e.isOfRelay()).isTrue()).returns("refused 530",
          MailDelayedException::word);
      relay.answers("GREETING", FakeRelay.HANG_UP);
      assertThat(delayed(sender(relay))).satisfies(e -> assertThat(e.isOfRelay()).isTrue()).returns("connection",
          MailDelayedException::word);
    }
  }

  private static void assertIsCut(SmtpMailSender sender) {
    var begun = System.nanoTime();
    assertThat(delayed(sender).kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(40));
  }

  private static SmtpMailSender impatient(FakeRelay relay, Duration whole, int mailsPerConnection) {
    return new SmtpMailSender(configuration(relay.port(), "none"), PUBLIC_URL, Clock.systemUTC(), PATIENT,
        (SSLSocketFactory) SSLSocketFactory.getDefault(), whole, mailsPerConnection);
  }
}
