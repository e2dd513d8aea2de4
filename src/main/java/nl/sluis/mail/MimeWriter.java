package nl.sluis.mail;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import nl.sluis.meeting.MailAddress;

/**
 * Writes a mail as it travels: plain text first, HTML beside it, all of it 7-bit, so that no relay has to re-encode it
 * and no signature that a relay adds is broken further on.
 */
final class MimeWriter {
  /** What a relay would say of an address that it cannot take (RFC 5321 §4.2.3). */
  private static final int MAILBOX_NAME_NOT_ALLOWED = 553;

  private final Session session;
  private final String from;
  private final Clock clock;

  MimeWriter(Session session, String from, Clock clock) {
    this.session = session;
    this.from = from;
    this.clock = clock;
  }

  /** @throws MailRefusedException if an address is one that we do not hand over */
  MimeMessage write(Mail mail) throws MailRefusedException {
    if (!MailAddress.isOrganizers(mail.to()) || mail.replyTo() != null && !MailAddress.isOrganizers(mail.replyTo())) {
      throw new MailRefusedException(MAILBOX_NAME_NOT_ALLOWED);
    }
    try {
      return message(mail);
    } catch (MessagingException | UnsupportedEncodingException e) {
      // Its message may quote the mail.
      throw new IllegalStateException("A mail could not be written: " + e.getClass().getName());
    }
  }

  private MimeMessage message(Mail mail) throws MessagingException, UnsupportedEncodingException {
    var message = new MessageWithId(session, mail.messageId());
    message.setFrom(address(from, mail.fromName()));
    message.setRecipient(RecipientType.TO, address(mail.to(), mail.toName()));
    if (mail.replyTo() != null) {
      message.setReplyTo(new Address[] {address(mail.replyTo(), null)});
    }
    message.setSubject(mail.subject(), "UTF-8");
    message.setSentDate(Date.from(clock.instant()));
    // RFC 3834 §5: keeps vacation notices from answering.
    message.setHeader("Auto-Submitted", "auto-generated");
    var alternatives = new MimeMultipart("alternative");
    alternatives.addBodyPart(part(mail.text(), "plain"));
    alternatives.addBodyPart(part(mail.html(), "html"));
    message.setContent(alternatives);
    message.saveChanges();
    return message;
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(content, "UTF-8", subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private static InternetAddress address(String address, String name) throws UnsupportedEncodingException {
    return new InternetAddress(address, name, "UTF-8");
  }

  /** Angus would draw an ID at every {@code saveChanges}. */
  private static final class MessageWithId extends MimeMessage {
    private final String messageId;

    MessageWithId(Session session, String messageId) {
      super(session);
      this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", messageId);
    }
  }
}
