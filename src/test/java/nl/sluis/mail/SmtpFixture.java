package nl.sluis.mail;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLSocketFactory;
import nl.sluis.brand.Brand;
import nl.sluis.brand.BrandConfiguration;
import nl.sluis.envelope.Base64Url;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.secret.Secret;
import nl.sluis.testing.FakeRelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Mails, and senders for them, of the tests that talk to a relay. */
final class SmtpFixture {
  static final URI PUBLIC_URL = URI.create("https://sluis.example");
  static final String ID = "AAECAwQFBgcICQoLDA0ODw";
  static final LinkSecret SECRET = LinkSecret.of(Base64Url.decode("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"));
  static final String LINK = PUBLIC_URL + "/i#" + SECRET.fragment();
  static final Instant NOW = Instant.parse("2027-01-05T09:00:00Z");
  static final Organizer ORGANIZER = new Organizer("Zoë, selection", "selection@example.org");
  static final Invitee INVITEE = new Invitee("Invitee One", "invitee@example.net", "+31612345678", "nl");
  static final Brand BRAND = new BrandConfiguration(null, null, null).brand();
  static final Mail INVITATION = new InvitationMail("Bureau Zuid-Übersee", PUBLIC_URL, "nl", BRAND).compose(ID, INVITEE, ORGANIZER, SECRET,
      Terms.ONCE);
  static final Mail NOTICE = new NoticeMail("Bureau Zuid-Übersee", PUBLIC_URL, "nl", BRAND)
      .compose(ID, NoticeKind.THIRD_WRONG_TRY, INVITEE.name(), ORGANIZER, "en", "sealed-at-intake");

  private SmtpFixture() {}

  static MailDelayedException delayed(MailSender sender) {
    return catchThrowableOfType(MailDelayedException.class, () -> sender.send(INVITATION));
  }

  static SmtpMailSender sender(FakeRelay relay) {
    return sender(relay.port());
  }

  static SmtpMailSender sender(int port) {
    return sender(configuration(port, "none"));
  }

  static SmtpMailSender sender(MailConfiguration configuration) {
    assertThat(configuration.faults()).isEmpty();
    return new SmtpMailSender(configuration, PUBLIC_URL, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static SmtpMailSender sender(FakeRelay relay, String tls, SSLSocketFactory trust) {
    var configuration = configuration(relay.port(), tls);
    return new SmtpMailSender(configuration, PUBLIC_URL, Clock.systemUTC(), Duration.ofSeconds(60), trust);
  }

  static MailConfiguration configuration(int port, String tls) {
    return new MailConfiguration("localhost", port, null, null, null, "sluis@example.org", tls, null, null, null, null, null);
  }

  static MailConfiguration withLogin(FakeRelay relay) {
    var password = Secret.of("topsecret");
    return new MailConfiguration("localhost", relay.port(), "sluis", password, null, "sluis@example.org", "none", null, null, null, null,
        null);
  }
}
