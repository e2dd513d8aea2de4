package nl.sluis.testgateway;

import java.net.URI;
import java.util.Locale;
import nl.sluis.mail.Mail;
import nl.sluis.mail.MailRefusedException;
import nl.sluis.mail.MailSender;

/** In place of the relay: takes every mail, but to addresses at {@code refused.invalid}, and says in its subject what it is. */
public final class TestMailbox implements MailSender {
  /** In all languages of ours. */
  private static final String MARK = "[test] ";
  /** A domain that will never be (RFC 6761 §6.4). */
  private static final String REFUSED = "@refused.invalid";
  /** As relays say it of a mailbox that they do not have (RFC 5321 §4.2.3). */
  private static final int NO_SUCH_MAILBOX = 550;

  private final TestMessages messages;
  private final String page;

  /** @param publicUrl where links lead */
  public TestMailbox(TestMessages messages, URI publicUrl) {
    this.messages = messages;
    this.page = publicUrl + "/i#";
  }

  @Override
  public void send(Mail mail) throws MailRefusedException {
    if (mail.to().toLowerCase(Locale.ROOT).endsWith(REFUSED)) {
      throw new MailRefusedException(NO_SUCH_MAILBOX);
    }
    // It stands alone on its line.
    var link = mail.text().lines().filter(line -> line.startsWith(page)).findFirst().orElse(null);
    messages.keep(mail.name(), mail.invitation(), TestMessage.mail(mail.to(), MARK + mail.subject(), mail.text(), link));
  }
}
