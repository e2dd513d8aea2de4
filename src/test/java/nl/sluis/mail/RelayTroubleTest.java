package nl.sluis.mail;

import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import nl.sluis.mail.MailDelayedException.Kind;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.Ports;
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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RelayTroubleTest {
  @ParameterizedTest
  @CsvSource({"RCPT, 550", "RCPT, 553", "RCPT, 554", "DATA, 554", "., 554", "., 552"})
  void aFiveAboutTheRecipientIsFinal(String verb, int status) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, status + " 5.1.1 invitee@example.net is nobody here");
      var refused = catchThrowableOfType(MailRefusedException.class, () -> sender(relay).send(INVITATION));
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused).hasMessage("status " + status).hasNoCause();
    }
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 550", "MAIL, 552", "RCPT, 550", "RCPT, 553", "RCPT, 554", "DATA, 554", "., 554", "., 552"})
  void aFiveAboutUsIsNotFinal(String verb, int status) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, status + " 5.7.1 You and invitee@example.net are not welcome");
      var delayed = delayed(sender(relay));
      assertThat(delayed.kind()).isEqualTo(Kind.REFUSED);
      assertThat(delayed.isOfRelay()).isTrue();
      assertThat(delayed).hasMessage("trouble: refused, status " + status).hasNoCause();
      assertThat(delayed.words()).isEqualTo(status + " 5.7.1 You and […] are not welcome");
      assertThat(delayed.wasShown()).isEqualTo(verb.equals("."));
    }
  }

  @ParameterizedTest
  @CsvSource({"GREETING, 554 5.7.1 Not you", "EHLO, 550 5.7.1 Not you", "STARTTLS, 554 5.7.3 Not you"})
  void aFiveBeforeTheMailIsNotFinal(String verb, String answer) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("STARTTLS");
      relay.answers(verb, answer);
      relay.answers(verb.equals("EHLO") ? "HELO" : verb, answer);
      var delayed = delayed(sender(configuration(relay.port(), "required")));
      assertThat(delayed.kind()).isEqualTo(Kind.REFUSED);
      assertThat(delayed.words()).isEqualTo(answer);
    }
  }

  @ParameterizedTest
  @CsvSource({"RCPT, 550 5.1.1 Nobody", "DATA, 554 5.7.1 Not you", "., 554 5.7.1 Not you", "RCPT, 451 4.3.0 Later"})
  void aRelayThatAnswersAndHangsUpHasAnsweredAllTheSame(String verb, String answer) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, answer);
      relay.answers("RSET", FakeRelay.HANG_UP);
      var thrown = catchThrowable(() -> sender(relay).send(INVITATION));
      var status = Integer.parseInt(answer.substring(0, 3));
      assertThat(thrown).hasMessageEndingWith("status " + status);
    }
  }

  @ParameterizedTest
  @CsvSource({"RCPT, 251 2.1.5 Will forward", "RCPT, 252 2.5.2 Cannot verify", "MAIL, 250"})
  void whatIsTakenInOtherWordsIsTaken(String verb, String answer) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, answer);
      sender(relay).send(INVITATION);
      assertThat(relay.mails()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
  void anAnswerWithoutEndIsNotHeardOut(String verb) throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers(verb, ("550-" + "5.1.1 Nobody ".repeat(5_000) + "\r\n").repeat(40) + "550 5.1.1 Nobody");
      assertThat(delayed(sender(relay)).kind()).isEqualTo(Kind.CONNECTION);
    }
  }

  @Test
  void aHundredKilobytesAreHeardOut() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers("RCPT", "550 5.1.1 Nobody " + "z".repeat(100_000));
      assertThat(catchThrowableOfType(MailRefusedException.class, () -> sender(relay).send(INVITATION)).words()).hasSizeLessThan(210);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "55", "abc", "+50 5.1.1 Nobody", "-50 no", "5501 5.1.1 Nobody", "\u0000", "354 Go ahead", "150 Wait",
    "999 What"})
  void whatIsNoAnswerIsForLater(String answer) throws Exception {
    for (var verb : new String[] {"GREETING", "EHLO", "MAIL", "RCPT"}) {
      try (var relay = FakeRelay.start()) {
        relay.answers(verb, answer);
        relay.answers("HELO", answer);
        assertThat(delayed(sender(relay))).as(verb).isNotNull();
      }
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
  @CsvSource({"GREETING, 421 4.3.2 Not now", "EHLO, 451 4.7.1 Who are you",
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
    assertThat(delayed(sender(Ports.next())).kind()).isEqualTo(Kind.CONNECTION);
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
      assertThat(relay.mails()).hasSize(2)
          .allSatisfy(mail -> assertThat(mail.lines()).contains("Message-ID: <" + ID + ".invitation@sluis.example>", LINK));
    }
  }

  @Test
  void aLoginThatIsRefusedIsNotTheMailsFault() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("AUTH PLAIN LOGIN");
      relay.answers("AUTH", "535 5.7.8 sluis is not welcome");
      var delayed = delayed(sender(withLogin(relay)));
      assertThat(delayed.kind()).isEqualTo(Kind.LOGIN);
      assertThat(delayed).hasMessage("trouble: login, status 535").hasNoCause();
      assertThat(delayed.words()).isEqualTo("535 5.7.8");
    }
  }

  @Test
  void aLoginThatIsWantedIsNotTheMailsFault() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.answers("MAIL", "530 5.7.0 Authentication required");
      assertThat(delayed(sender(relay)).kind()).isEqualTo(Kind.REFUSED);
      relay.answers("MAIL", "530 5.7.0 Must issue a STARTTLS command first");
      assertThat(delayed(sender(relay)).kind()).isEqualTo(Kind.REFUSED);
    }
  }
}
