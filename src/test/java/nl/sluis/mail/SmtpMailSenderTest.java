package nl.sluis.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocketFactory;
import nl.sluis.mail.MailDelayedException.Kind;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.secret.Secret;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SmtpMailSenderTest {
  private static final URI PUBLIC_URL = URI.create("https://sluis.example");
  private static final String ID = "AAECAwQFBgcICQoLDA0ODw";
  private static final String LINK = PUBLIC_URL + "/i#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  private static final Instant NOW = Instant.parse("2027-01-05T09:00:00Z");
  private static final Organizer ORGANIZER = new Organizer("Zoë, selection", "selection@example.org");
  private static final Invitee INVITEE = new Invitee("Invitee One", "invitee@example.net", "+31612345678", "nl");
  private static final Mail INVITATION =
      new InvitationMail("Bureau Zuid-Übersee", PUBLIC_URL, "nl").compose(ID, INVITEE, ORGANIZER, LINK);
  private static final Mail NOTICE = new NoticeMail("Bureau Zuid-Übersee", PUBLIC_URL, "nl")
      .compose(ID, NoticeKind.THIRD_WRONG_TRY, INVITEE.name(), ORGANIZER, "en");

  @Test
  void anInvitationArrivesAsItWasComposed() throws Exception {
    var mail = delivered(INVITATION);
    var from = (InternetAddress) mail.getFrom()[0];
    assertThat(from.getAddress()).isEqualTo("sluis@example.org");
    assertThat(from.getPersonal()).isEqualTo("Bureau Zuid-Übersee");
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getHeader("To")).containsExactly("invitee@example.net");
    assertThat(mail.getHeader("Reply-To")).containsExactly("selection@example.org");
    assertThat(mail.getHeader("Message-ID")).containsExactly("<" + ID + ".invitation@sluis.example>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getSubject()).isEqualTo("Een beveiligde uitnodiging voor u");
    assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW));
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    var parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n")).isEqualTo(INVITATION.text());
    assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(((String) parts.getBodyPart(1).getContent()).replace("\r\n", "\n")).isEqualTo(INVITATION.html());
  }

  @Test
  void aNoticeArrivesAtTheOrganizer() throws Exception {
    var mail = delivered(NOTICE);
    var to = (InternetAddress) mail.getRecipients(RecipientType.TO)[0];
    assertThat(to.getAddress()).isEqualTo("selection@example.org");
    assertThat(to.getPersonal()).isEqualTo("Zoë, selection");
    assertThat(mail.getHeader("Reply-To")).isNull();
    assertThat(mail.getHeader("Message-ID")).containsExactly("<" + ID + ".notice-third-wrong-try@sluis.example>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void everyByteIsSevenBitAndTheLinkIsIntact() throws Exception {
    try (var relay = FakeRelay.start()) {
      sender(relay).send(INVITATION);
      var raw = relay.mails().get(0);
      assertThat(raw.chars()).allSatisfy(octet -> assertThat(octet).isLessThan(128));
      assertThat(raw.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
      assertThat(raw.lines()).contains(LINK);
    }
  }

  @Test
  void asksForBouncesWithoutTheMailWhereTheRelayOffersIt() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("DSN");
      sender(relay).send(INVITATION);
      assertThat(relay.commands()).startsWith("EHLO sluis.example", "MAIL FROM:<sluis@example.org> RET=HDRS",
          "RCPT TO:<invitee@example.net> NOTIFY=FAILURE,DELAY", "DATA");
    }
  }

  @Test
  void asksForNothingThatTheRelayDoesNotOffer() throws Exception {
    try (var relay = FakeRelay.start()) {
      sender(relay).send(INVITATION);
      assertThat(relay.commands()).contains("MAIL FROM:<sluis@example.org>", "RCPT TO:<invitee@example.net>");
    }
  }

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

  @ParameterizedTest
  @ValueSource(strings = {"š@example.net", "a@exämple.net", "a@b\r\nRCPT TO:<c@d>", "a@b>\r\nDATA", "group: a@b, c@d;",
      "a@b,c@d", "", "a"})
  void anAddressThatTheRelayWouldMisreadIsRefusedHere(String address) throws Exception {
    try (var relay = FakeRelay.start()) {
      var mail = new Mail("<1@sluis.example>", address, null, "Bureau", null, "s", "t", "h");
      assertThat(catchThrowableOfType(MailRefusedException.class, () -> sender(relay).send(mail)).status()).isEqualTo(553);
      assertThat(relay.commands()).isEmpty();
    }
  }

  @Test
  void namesCannotAddHeaders() throws Exception {
    try (var relay = FakeRelay.start()) {
      var organizer = new Organizer("Eve\r\nBcc: all@example.net", "selection@example.org");
      sender(relay).send(new NoticeMail("Bureau\r\nX-Evil: 1", PUBLIC_URL, "nl")
          .compose(ID, NoticeKind.LOCKED, "One\r\n\r\n.\r\nMAIL FROM:<x@y>", organizer, "en"));
      var headers = relay.mails().get(0).split("\r\n\r\n", 2)[0];
      assertThat(headers.lines()).noneSatisfy(line -> assertThat(line).containsPattern("^(Bcc|X-Evil)"));
      assertThat(relay.commands()).filteredOn(line -> line.startsWith("MAIL")).hasSize(1);
      assertThat(relay.mails()).hasSize(1);
    }
  }

  @Test
  void aUserLogsIn() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("AUTH PLAIN LOGIN");
      sender(withLogin(relay)).send(INVITATION);
      assertThat(relay.commands()).contains("AUTH PLAIN " + Base64.getEncoder()
          .encodeToString("sluis\0sluis\0topsecret".getBytes(StandardCharsets.UTF_8)));
      assertThat(relay.mails()).hasSize(1);
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

  @Test
  void greetsByALiteralWhereThePublicUrlIsAnAddress() throws Exception {
    try (var relay = FakeRelay.start()) {
      for (var url : new String[] {"http://127.0.0.1:8080", "http://[::1]:8080"}) {
        new SmtpMailSender(configuration(relay.port(), "none"), URI.create(url), Clock.systemUTC()).send(INVITATION);
      }
      assertThat(relay.commands()).contains("EHLO [127.0.0.1]", "EHLO [IPv6:::1]");
    }
  }

  @Test
  void nothingOfTheMailReachesTheLogHoweverFineItIs() throws Exception {
    var log = new StringBuffer();
    var handler = new Handler() {
      @Override
      public void publish(LogRecord line) {
        log.append(line.getLoggerName()).append(' ').append(line.getMessage()).append('\n');
      }

      @Override
      public void flush() { }

      @Override
      public void close() { }
    };
    var angus = Logger.getLogger("org.eclipse.angus.mail");
    var jakarta = Logger.getLogger("jakarta.mail");
    for (var logger : new Logger[] {angus, jakarta}) {
      logger.setLevel(Level.ALL);
      logger.addHandler(handler);
    }
    try (var relay = FakeRelay.start()) {
      relay.offers("AUTH PLAIN LOGIN");
      sender(withLogin(relay)).send(INVITATION);
      relay.answers("RCPT", "550 5.1.1 invitee@example.net is unknown");
      catchThrowableOfType(MailRefusedException.class, () -> sender(withLogin(relay)).send(INVITATION));
    } finally {
      for (var logger : new Logger[] {angus, jakarta}) {
        logger.setLevel(null);
        logger.removeHandler(handler);
      }
    }
    assertThat(log.toString()).isNotEmpty().doesNotContain("invitee@", "selection@", "/i#", "topsecret", "Auto-Submitted");
  }

  private static MimeMessage delivered(Mail mail) throws Exception {
    var greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    greenMail.start();
    try {
      sender(greenMail.getSmtp().getPort()).send(mail);
      assertThat(greenMail.waitForIncomingEmail(5_000, 1)).isTrue();
      assertThat(greenMail.getReceivedMessages()).hasSize(1);
      return greenMail.getReceivedMessages()[0];
    } finally {
      greenMail.stop();
    }
  }

  private static MailDelayedException delayed(MailSender sender) {
    return catchThrowableOfType(MailDelayedException.class, () -> sender.send(INVITATION));
  }

  private static SmtpMailSender sender(FakeRelay relay) {
    return sender(relay.port());
  }

  private static SmtpMailSender sender(int port) {
    return sender(configuration(port, "none"));
  }

  private static SmtpMailSender sender(MailConfiguration configuration) {
    assertThat(configuration.validate()).isEmpty();
    return new SmtpMailSender(configuration, PUBLIC_URL, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static SmtpMailSender sender(FakeRelay relay, String tls, SSLSocketFactory trust) {
    return new SmtpMailSender(configuration(relay.port(), tls), PUBLIC_URL, Clock.systemUTC(), Duration.ofSeconds(5), trust);
  }

  private static MailConfiguration configuration(int port, String tls) {
    return new MailConfiguration("localhost", port, null, null, "sluis@example.org", tls);
  }

  private static MailConfiguration withLogin(FakeRelay relay) {
    return new MailConfiguration("localhost", relay.port(), "sluis", Secret.of("topsecret"), "sluis@example.org", "none");
  }
}
