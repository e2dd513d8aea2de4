package nl.sluis.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.util.Set;
import javax.net.ssl.SSLException;
import nl.sluis.mail.MailDelayedException.Kind;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Tells from what Angus throws whether a mail is refused for good. Drops the rest, for relays quote addresses and Angus
 * quotes relays.
 */
final class RelayTrouble {
  /** A login is wanted, or not the one we gave (RFC 4954 §6): of class 5, and yet about us, not about the mail. */
  private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

  private RelayTrouble() {}

  /** Before the mail was mentioned nothing can be final for it. */
  static MailDelayedException whileConnecting(MessagingException thrown) {
    if (thrown instanceof AuthenticationFailedException) {
      return MailDelayedException.ofRelay(Kind.LOGIN);
    }
    return MailDelayedException.ofRelay(withoutStatus(thrown));
  }

  static MailDelayedException whileSending(MessagingException thrown) throws MailRefusedException {
    var status = status(thrown);
    if (LOGIN.contains(status)) {
      return MailDelayedException.ofRelay(Kind.LOGIN, status);
    }
    if (status >= 500 && status <= 599) {
      throw new MailRefusedException(status);
    }
    return status >= 400 && status <= 499
        ? MailDelayedException.ofMail(Kind.RELAY, status)
        : MailDelayedException.ofMail(withoutStatus(thrown));
  }

  /** @return 0 or less if the relay did not answer */
  private static int status(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SMTPAddressFailedException recipient) {
        return recipient.getReturnCode();
      }
      if (cause instanceof SMTPSendFailedException command) {
        return command.getReturnCode();
      }
    }
    return 0;
  }

  private static Kind withoutStatus(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return Kind.TIMEOUT;
      }
      if (cause instanceof SSLException || String.valueOf(cause.getMessage()).startsWith("STARTTLS is required")) {
        return Kind.TLS;
      }
    }
    return Kind.CONNECTION;
  }
}
