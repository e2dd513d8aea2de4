package nl.sluis.mail;

import jakarta.mail.AuthenticationFailedException;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.ssl.SSLException;
import nl.sluis.mail.MailDelayedException.Kind;

/**
 * Tells from what the relay refused, or else from what Angus throws, whether a mail is refused for good. Drops the rest, for relays quote
 * addresses and Angus quotes relays.
 */
final class RelayTrouble {
  private RelayTrouble() {}

  /** Before the mail was mentioned nothing can be final for it. */
  static MailDelayedException whileConnecting(Throwable thrown, RelayReply refusal) {
    if (thrown instanceof AuthenticationFailedException) {
      return MailDelayedException.ofRelay(Kind.LOGIN, refusal == null ? null : refusal.withoutWords());
    }
    return refusal != null && refusal.status() >= 500
        ? MailDelayedException.ofRelay(Kind.REFUSED, refusal)
        : MailDelayedException.ofRelay(withoutReply(thrown), null);
  }

  /** @param ours our own addresses: a reply that names one of them speaks of us */
  static MailDelayedException whileSending(Throwable thrown, RelayReply refusal, boolean shown, List<String> ours)
      throws MailRefusedException {
    if (refusal == null) {
      return MailDelayedException.ofMail(withoutReply(thrown), null, shown);
    }
    return switch (Verdict.of(refusal, ours)) {
      case RECIPIENT, MAIL -> throw new MailRefusedException(refusal, shown);
      case US -> MailDelayedException.ofRelay(Kind.REFUSED, refusal, shown);
      case LATER -> MailDelayedException.ofMail(Kind.RELAY, refusal, shown);
    };
  }

  private static Kind withoutReply(Throwable thrown) {
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
