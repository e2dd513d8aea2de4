package nl.sluis.mail;

import java.time.Clock;
import nl.sluis.secret.Secret;
import nl.sluis.testing.FakeRelay;
import org.junit.jupiter.api.Test;

import static nl.sluis.mail.SmtpFixture.ID;
import static nl.sluis.mail.SmtpFixture.INVITATION;
import static nl.sluis.mail.SmtpFixture.NOTICE;
import static nl.sluis.mail.SmtpFixture.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the relay hears of where reports go. */
class ReturnPathTest {
  private static final String TAGGED = "bounces+aaaqeayeaudaocajbifqydiob4uptg4u7q2gc7a@bureau.example";

  @Test
  void aRelayThatOffersDsnHearsTheTagTheEnvelopeAndWhatToReport() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("DSN");
      var sender = sender(relay);
      sender.send(INVITATION);
      sender.send(NOTICE);
      assertThat(relay.commands()).contains("MAIL FROM:<" + TAGGED + "> RET=HDRS ENVID=" + ID,
          "RCPT TO:<invitee@example.net> NOTIFY=FAILURE,DELAY", "MAIL FROM:<sluis@example.org> RET=HDRS");
      assertThat(relay.mails().get(0)).doesNotContain("bounces").contains("From: ", "<sluis@example.org>");
    }
  }

  /** It would refuse a command with parameters that it does not know (RFC 5321 §4.1.1.11). */
  @Test
  void anotherRelayHearsTheTagAndNothingElse() throws Exception {
    try (var relay = FakeRelay.start()) {
      var sender = sender(relay);
      sender.send(INVITATION);
      sender.send(INVITATION);
      assertThat(relay.commands()).contains("MAIL FROM:<" + TAGGED + ">", "RCPT TO:<invitee@example.net>");
      assertThat(relay.mails()).hasSize(2);
    }
  }

  /** Else every invitation would end one after the other. */
  @Test
  void aRelayThatRefusesTheTaggedSenderRefusesUsAndNotTheInvitee() throws Exception {
    try (var relay = FakeRelay.start()) {
      for (var address : new String[] {TAGGED, "bounces@bureau.example", "sluis@example.org"}) {
        relay.answers("RCPT", "550 5.1.1 <" + address + ">: User unknown");
        var refusal = catchThrowableOfType(MailDelayedException.class, () -> sender(relay).send(INVITATION));
        assertThat(refusal.kind()).as(address).isEqualTo(MailDelayedException.Kind.REFUSED);
        assertThat(refusal.words()).doesNotContain("bounces", "aaaqeaye");
      }
      relay.answers("RCPT", "550 5.1.1 <invitee@example.net>: User unknown");
      assertThat(catchThrowableOfType(MailRefusedException.class, () -> sender(relay).send(INVITATION))).isNotNull();
    }
  }

  @Test
  void theTrialAsksForTheAddressThatMostMailsComeFrom() throws Exception {
    try (var relay = FakeRelay.start()) {
      relay.offers("DSN");
      sender(relay).tryOut();
      assertThat(relay.commands()).anyMatch(line -> line.startsWith("MAIL FROM:<bounces@bureau.example>"));
    }
  }

  private static SmtpMailSender sender(FakeRelay relay) {
    var configuration = new MailConfiguration("localhost", relay.port(), null, null, null, "sluis@example.org", "none", null, null,
        "bounces@bureau.example", Secret.of("bounce-key-of-the-tests"), null);
    assertThat(configuration.faults()).isEmpty();
    return new SmtpMailSender(configuration, PUBLIC_URL, Clock.systemUTC(),
        mail -> mail.name().endsWith(".invitation") ? new ReturnPath(TAGGED, ID) : ReturnPath.plain(configuration.from()));
  }
}
