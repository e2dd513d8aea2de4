package nl.sluis.mail;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import nl.sluis.rules.MailAddress;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * Writes a mail as it travels: plain text first, HTML beside it. All of it is 7-bit, so that no relay has to encode it again, and no signature
 * that a relay adds is broken later.
 *
 * <p>It puts the two parts together itself, because Jakarta Mail would look up for each how its type is written, which costs more than the rest.
 */
final class MimeWriter {
  /** What a relay would say of an address that it cannot take (RFC 5321 §4.2.3). */
  private static final int MAILBOX_NAME_NOT_ALLOWED = 553;

  /** Quoted-printable never has an equals sign before an underscore (RFC 2045 §6.7). */
  private static final String BOUNDARY = "=_alternative";
  private static final int BODY_BYTES = 16_384;

  private final Session session;
  private final String from;
  private final Clock clock;

  MimeWriter(Session session, String from, Clock clock) {
    this.session = session;
    this.from = from;
    this.clock = clock;
  }

  /** @throws MailRefusedException if an address is one that we do not hand over */
  SMTPMessage write(Mail mail, ReturnPath returnPath) throws MailRefusedException {
    if (!MailAddress.isOrganizers(mail.to()) || mail.replyTo() != null && !MailAddress.isOrganizers(mail.replyTo())) {
      throw new MailRefusedException(MAILBOX_NAME_NOT_ALLOWED);
    }
    try {
      var message = message(mail);
      message.setEnvelopeFrom(returnPath.address());
      message.setMailExtension(returnPath.envelopeId() == null ? null : "ENVID=" + returnPath.envelopeId());
      return message;
    } catch (MessagingException | UnsupportedEncodingException e) {
      // Its message may quote the mail.
      throw new IllegalStateException("A mail could not be written: " + e.getClass().getName());
    }
  }

  private SMTPMessage message(Mail mail) throws MessagingException, UnsupportedEncodingException {
    var message = new WrittenMessage(session);
    message.setFrom(address(from, mail.fromName()));
    message.setRecipient(RecipientType.TO, address(mail.to(), mail.toName()));
    if (mail.replyTo() != null) {
      message.setReplyTo(new Address[] {address(mail.replyTo(), null)});
    }
    message.setSubject(mail.subject(), "UTF-8");
    message.setSentDate(Date.from(clock.instant()));
    // RFC 3834 §5: keeps vacation notices from answering.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("MIME-Version", "1.0");
    message.setHeader("Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + "\"");
    message.setHeader("Message-ID", mail.messageId());
    message.body(alternatives(mail));
    return message;
  }

  private static byte[] alternatives(Mail mail) throws MessagingException {
    var body = new Body();
    try {
      part(body, "plain", mail.text());
      part(body, "html", mail.html());
      body.write(ascii("--" + BOUNDARY + "--\r\n"));
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return body.toByteArray();
  }

  private static void part(Body body, String subtype, String content) throws MessagingException, IOException {
    body.write(ascii("--" + BOUNDARY + "\r\nContent-Type: text/" + subtype
        + "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
    var encoder = MimeUtility.encode(body, "quoted-printable");
    encoder.write(content.getBytes(StandardCharsets.UTF_8));
    encoder.flush();
    body.write(ascii("\r\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static InternetAddress address(String address, String name) throws UnsupportedEncodingException {
    return new InternetAddress(address, name, "UTF-8");
  }

  /** The encoder writes letter by letter, and each would lock a stream of the JDK. */
  private static final class Body extends OutputStream {
    private byte[] bytes = new byte[BODY_BYTES];
    private int size;

    @Override
    public void write(int b) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * size);
      }
      bytes[size++] = (byte) b;
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, size);
    }
  }

  /** A message whose body is written already. Nothing of it changes when it is sent: Jakarta Mail would draw another Message-ID. */
  private static final class WrittenMessage extends SMTPMessage {
    WrittenMessage(Session session) {
      super(session);
    }

    void body(byte[] bytes) {
      content = bytes;
      modified = false;
      saved = true;
    }

    @Override
    public void saveChanges() {}
  }
}
