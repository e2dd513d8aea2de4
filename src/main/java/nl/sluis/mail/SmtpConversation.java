package nl.sluis.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Angus's transport, with the relay's answers recorded. Angus's exceptions do not always tell a refusal from a broken connection, nor which
 * command was refused. Keeps the last refusal, and whether the relay was shown the mail.
 */
final class SmtpConversation extends SMTPTransport {
  /** Service not available, closing transmission channel (RFC 5321 §4.2.3). */
  private static final int CLOSING = 421;
  private String verb = "GREETING";
  private RelayReply refusal;
  private boolean begun;
  private boolean shown;

  SmtpConversation(Session session) {
    super(session, null);
  }

  /** Says who writes, as for a mail, and takes it back. */
  synchronized void tryOut() throws MessagingException {
    begin();
    mailFrom();
    try {
      issueCommand("RSET", -1);
    } catch (MessagingException e) {
      // It took the sender, which was the question.
    }
  }

  /** An envelope is named to a relay that knows what that is, because another would refuse the command. */
  @Override
  public synchronized void sendMessage(Message message, Address[] addresses) throws MessagingException {
    if (message instanceof SMTPMessage named && !supportsExtension("DSN")) {
      named.setMailExtension(null);
    }
    super.sendMessage(message, addresses);
  }

  /** Another mail. */
  synchronized void begin() {
    refusal = null;
    begun = false;
    shown = false;
  }

  /** @return null if the relay refused nothing, so that what went wrong is the connection */
  synchronized RelayReply refusal() {
    return refusal;
  }

  /** @return true from the moment at which the relay wanted the mail's text */
  synchronized boolean shown() {
    return shown;
  }

  /** @return true if the relay said nothing to the first command of a mail, or that it closes */
  synchronized boolean failedAtOnce() {
    return !begun && (refusal == null || refusal.status() == CLOSING);
  }

  @Override
  protected void sendCommand(String command) throws MessagingException {
    // The verb alone: what follows may be an address or a password.
    verb = command.split("[ :]", 2)[0];
    super.sendCommand(command);
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    var status = super.readServerResponse();
    // After a refusal Angus resets, and takes leave.
    if (!verb.equals("RSET") && !verb.equals("QUIT")) {
      refusal = status >= 400 && status <= 599 ? RelayReply.of(verb, status, getLastServerResponse()) : null;
      begun |= status >= 200 && status <= 399;
    }
    return status;
  }

  @Override
  protected OutputStream data() throws MessagingException {
    var text = super.data();
    shown = true;
    return text;
  }

  /**
   * Angus's buffer has the last mail, link and all. An object with a finalizer outlives its use by two collections, and its buffer with it;
   * an empty one the JVM does not count as one. {@link SmtpConnection#quit} is always called.
   */
  @Override
  @SuppressWarnings({"deprecation", "removal", "Finalize"})
  protected void finalize() {}
}
