package nl.sluis.mail;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import nl.sluis.envelope.Base64Url;
import nl.sluis.brand.Brand;

/** Sends a mail that invites nobody, to an operator who wants to see whether mails arrive. In English, as all that operators read. */
public final class TestMail {
  private final MailSender sender;
  private final RelayAdvice advice;
  private final String organization;
  private final URI publicUrl;
  private final Brand brand;

  /** @param configuration of the relay that the sender speaks to */
  public TestMail(MailSender sender, MailConfiguration configuration, String organization, URI publicUrl, Brand brand) {
    this.sender = sender;
    this.advice = new RelayAdvice(configuration);
    this.organization = OneLine.of(organization);
    this.publicUrl = publicUrl;
    this.brand = brand;
  }

  /**
   * @param to one address, found valid
   * @return what the relay did not like, and what to do; empty if it took the mail
   */
  public Optional<String> send(String to) {
    try {
      sender.send(compose(to));
      return Optional.empty();
    } catch (MailDelayedException e) {
      return Optional.of(advice.on(e.kind()) + said(e.words()));
    } catch (MailRefusedException e) {
      return Optional.of("The relay refuses this recipient, or this mail." + said(e.words()));
    }
  }

  private static String said(String words) {
    return words == null ? "" : " The relay says: " + words;
  }

  /** As of an invitation, so that a report of this mail comes by the same way; no invitation has it. */
  private static String drawnId() {
    var drawn = UUID.randomUUID();
    return Base64Url
        .encode(ByteBuffer.allocate(16).putLong(drawn.getMostSignificantBits()).putLong(drawn.getLeastSignificantBits()).array());
  }

  private Mail compose(String to) {
    var letter = new Letter(brand, organization);
    letter.say("This is a test mail of Sluis, the invitation gateway at " + publicUrl + ". An operator asked for it.");
    letter
        .say("You see how the mails to invitees look, and from whom they come. Look at the headers too: SPF, DKIM and DMARC should pass.");
    letter.close("Nobody is invited by this mail. You need not answer it.");
    var subject = "Test mail of " + organization;
    return new Mail("<" + drawnId() + ".test@" + publicUrl.getHost() + ">", to, null, organization, null, subject, letter.text(),
        letter.html("en", subject));
  }
}
