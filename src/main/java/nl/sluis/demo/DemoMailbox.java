package nl.sluis.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nl.sluis.mail.MailConfiguration;

/** The relay and mailbox of the demonstration: GreenMail on a free port of loopback. */
public final class DemoMailbox {
  private static final String LOOPBACK = "127.0.0.1";
  private final GreenMail greenMail = new GreenMail(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP));

  public void start() {
    greenMail.start();
  }

  public void stop() {
    greenMail.stop();
  }

  /** How the gateway reaches it. */
  public MailConfiguration configuration(MailConfiguration configured) {
    return new MailConfiguration(LOOPBACK, greenMail.getSmtp().getPort(), null, null, null, configured.from(), "none", null,
        configured.connections(), null, null, null);
  }

  /** Newest first. */
  List<Message> messages() {
    var messages = new ArrayList<Message>();
    for (var mail : greenMail.getReceivedMessages()) {
      messages.add(read(messages.size(), mail));
    }
    Collections.reverse(messages);
    return messages;
  }

  /** @return what a mail program shows of it; its links open in another tab. Null if there is no such mail */
  String html(int number) {
    var mails = greenMail.getReceivedMessages();
    try {
      return number < mails.length ? part(mails[number], 1).replace("<head>", "<head>\n<base target=\"_blank\">") : null;
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a mail of the demonstration could not be read", e);
    }
  }

  private static Message read(int number, MimeMessage mail) {
    try {
      return new Message(number, mail.getAllRecipients()[0].toString(), mail.getFrom()[0].toString(), mail.getSubject(), part(mail, 0));
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a mail of the demonstration could not be read", e);
    }
  }

  private static String part(MimeMessage mail, int index) throws MessagingException, IOException {
    return ((Multipart) mail.getContent()).getBodyPart(index).getContent().toString();
  }

  /** @param number counts from 0, in the order in which they came */
  record Message(int number, String to, String from, String subject, String text) {}
}
