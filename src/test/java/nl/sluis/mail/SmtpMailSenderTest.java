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
import java.util.Base64;
import java.util.Date;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import nl.sluis.meeting.Organizer;
import nl.sluis.testing.FakeRelay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static nl.sluis.mail.SmtpFixture.BRAND;
import static nl.sluis.mail.SmtpFixture.ID;
import static nl.sluis.mail.SmtpFixture.INVITATION;
import static nl.sluis.mail.SmtpFixture.INVITEE;
import static nl.sluis.mail.SmtpFixture.LINK;
import static nl.sluis.mail.SmtpFixture.NOTICE;
import static nl.sluis.mail.SmtpFixture.NOW;
import static nl.sluis.mail.SmtpFixture.PUBLIC_URL;
import static nl.sluis.mail.SmtpFixture.SECRET;
import static nl.sluis.mail.SmtpFixture.configuration;
import static nl.sluis.mail.SmtpFixture.sender;
import static nl.sluis.mail.SmtpFixture.withLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SmtpMailSenderTest {
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
    assertThat(mail.getSubject()).isEqualTo("Uitnodiging van Bureau Zuid-Übersee");
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
  void anOrganizersLongAddressIsAnsweredToAndTheRelayIsAskedWhetherItTakesIt() throws Exception {
    var calendar = "c_" + "0123456789abcdef".repeat(4) + "@group.calendar.google.com";
    var organizer = new Organizer("Calendar", calendar);
    try (var relay = FakeRelay.start()) {
      sender(relay).send(new InvitationMail("Bureau", PUBLIC_URL, "nl", BRAND).compose(ID, INVITEE, organizer, SECRET, Terms.ONCE));
      assertThat(relay.mails().get(0).replace("\r\n\t", "").lines()).contains("Reply-To: " + calendar);
      sender(relay).send(new NoticeMail("Bureau", PUBLIC_URL, "nl", BRAND)
          .compose(ID, NoticeKind.LOCKED, INVITEE.name(), organizer, "en", "sealed-at-intake"));
      assertThat(relay.commands()).contains("RCPT TO:<" + calendar + ">");
    }
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
  @ValueSource(strings = {"š@example.net", "a@exämple.net", "a@b\r\nRCPT TO:<c@d>", "a@b>\r\nDATA", "group: a@b, c@d;",
    "a@b,c@d", "", "a"})
  void anAddressThatTheRelayWouldMisreadIsRefusedHere(String address) throws Exception {
    try (var relay = FakeRelay.start()) {
      var mail = new Mail("<1@sluis.example>", address, null, "Bureau", null, "s", "t", "h");
      assertThat(catchThrowableOfType(MailRefusedException.class, () -> sender(relay).send(mail)).status())
          .isEqualTo(553);
      assertThat(relay.commands()).isEmpty();
    }
  }

  @Test
  void namesCannotAddHeaders() throws Exception {
    try (var relay = FakeRelay.start()) {
      var organizer = new Organizer("Eve\r\nBcc: all@example.net", "selection@example.org");
      sender(relay).send(new NoticeMail("Bureau\r\nX-Evil: 1", PUBLIC_URL, "nl", BRAND)
          .compose(ID, NoticeKind.LOCKED, "One\r\n\r\n.\r\nMAIL FROM:<x@y>", organizer, "en", "sealed-at-intake"));
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
      public void flush() {}

      @Override
      public void close() {}
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
      assertThatThrownBy(() -> sender(withLogin(relay)).send(INVITATION)).isInstanceOf(MailRefusedException.class);
    } finally {
      for (var logger : new Logger[] {angus, jakarta}) {
        logger.setLevel(null);
        logger.removeHandler(handler);
      }
    }
    assertThat(log.toString()).isNotEmpty().doesNotContain("invitee@", "selection@", "/i#", "topsecret",
        "Auto-Submitted");
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
}
