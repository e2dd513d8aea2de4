package nl.sluis.mail;

import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import nl.sluis.mail.MailDelayedException.Kind;
import nl.sluis.testing.FakeRelay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static nl.sluis.mail.SmtpFixture.ID;
import static nl.sluis.mail.SmtpFixture.INVITATION;
import static nl.sluis.mail.SmtpFixture.LINK;
import static nl.sluis.mail.SmtpFixture.PUBLIC_URL;
import static nl.sluis.mail.SmtpFixture.configuration;
import static nl.sluis.mail.SmtpFixture.delayed;
import static nl.sluis.mail.SmtpFixture.sender;
import static nl.sluis.mail.SmtpFixture.withLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RelayTroubleTest {
  @ParameterizedTest
  @CsvSource({"MAIL, 550", "MAIL, 552", "RCPT, 550", "RCPT, 553", "RCPT, 554", "DATA, 554", "., 554", "., 552"})
  void aFiveIsFinal(String verb, int status) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, status + " 5.0.0 invitee@example.net is not welcome");
      var refused = catchThrowableOfType(MailRefusedException.class, () -> sender(relay).send(INVITATION));
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused).hasMessage("status " + status).hasNoCause();
    }
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 451", "RCPT, 450", "RCPT, 451", "RCPT, 421", "DATA, 451", "., 451", "., 452"})
  void aFourIsForLater(String verb, int status) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, status + " 4.0.0 invitee@example.net must wait");
      var delayed = delayed(sender(relay));
      assertThat(delayed.kind()).isEqualTo(Kind.RELAY);
      assertThat(delayed).hasMessage("trouble: relay, status " + status).hasNoCause();
    }
  }

  @ParameterizedTest
  @CsvSource({"GREETING, 554 5.3.2 Not now", "GREETING, 421 4.3.2 Not now", "EHLO, 550 5.7.1 Who are you",
      "GREETING, hang up", "EHLO, hang up", "MAIL, hang up", "RCPT, hang up", "DATA, hang up", "., hang up"})
  void whatIsBrokenOffOrNeverBegunIsForLater(String verb, String answer) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, answer);
      if (verb.equals("EHLO")) {
        relay.answers("HELO", answer);
      }
      assertThat(delayed(sender(relay)).kind()).isEqualTo(Kind.CONNECTION);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
  void silenceIsForLater(String verb) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, FakeRelay.SILENCE);
      var impatient = new SmtpMailSender(configuration(relay.port(), "none"), PUBLIC_URL, Clock.systemUTC(),
          Duration.ofMillis(300), (SSLSocketFactory) SSLSocketFactory.getDefault());
      assertThat(delayed(impatient).kind()).isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  void nobodyListeningIsForLater() throws Exception {
    int port;
    try (var relay = FakeRelay.start()) {
      port = relay.port();
    }
    assertThat(delayed(sender(port)).kind()).isEqualTo(Kind.CONNECTION);
  }

  @Test
  void aFarewellThatFailsChangesNothing() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers("QUIT", FakeRelay.SILENCE);
      sender(relay).send(INVITATION);
      assertThat(relay.mails()).hasSize(1);
    }
  }

  @Test
  void theMailIsTheSameWhenTheLastAnswerWasLost() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(".", FakeRelay.HANG_UP);
      delayed(sender(relay));
      relay.answers(".", null);
      sender(relay).send(INVITATION);
      assertThat(relay.mails()).hasSize(2).allSatisfy(mail ->
          assertThat(mail.lines()).contains("Message-ID: <" + ID + ".invitation@sluis.example>", LINK));
    }
  }

  @Test
  void aLoginThatIsRefusedIsNotTheMailsFault() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("AUTH PLAIN LOGIN");
      relay.answers("AUTH", "535 5.7.8 sluis is not welcome");
      var delayed = delayed(sender(withLogin(relay)));
      assertThat(delayed.kind()).isEqualTo(Kind.LOGIN);
      assertThat(delayed).hasMessage("trouble: login").hasNoCause();
    }
  }

  @Test
  void aLoginThatIsWantedIsNotTheMailsFault() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers("MAIL", "530 5.7.0 Authentication required");
      assertThat(delayed(sender(relay)).kind()).isEqualTo(Kind.LOGIN);
    }
  }
}
