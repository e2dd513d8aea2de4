package nl.sluis.mail;

import jakarta.mail.AuthenticationFailedException;
import java.net.SocketTimeoutException;
import java.util.Set;
import javax.net.ssl.SSLException;
import nl.sluis.mail.MailDelayedException.Kind;

/**
 * Tells from what the relay refused, or else from what Angus throws, whether a mail is refused for good. Drops the rest, for relays quote
 * addresses and Angus quotes relays.
 */
final class RelayTrouble {
  /** A login is wanted, or not the one we gave (RFC 4954 §6): of class 5, and yet about us, not about the mail. */
  private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

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

  /** @param from our own address: a reply that names it speaks of us */
  static MailDelayedException whileSending(Throwable thrown, RelayReply refusal, boolean shown, String from) throws MailRefusedException {
    if (refusal == null) {
      return MailDelayedException.ofMail(withoutReply(thrown), null, shown);
    }
    if (LOGIN.contains(refusal.status()) && !wantsTls(refusal)) {
      return MailDelayedException.ofRelay(Kind.LOGIN, refusal);
    }
    return switch (Verdict.of(refusal, from)) {
      case RECIPIENT, MAIL -> throw new MailRefusedException(refusal, shown);
      case US -> MailDelayedException.ofRelay(Kind.REFUSED, refusal, shown);
      case LATER -> MailDelayedException.ofMail(Kind.RELAY, refusal, shown);
    };
  }

  /** RFC 3207 §4 has the same 530 for it. */
  private static boolean wantsTls(RelayReply refusal) {
    return refusal.text().contains("STARTTLS");
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
