package nl.sluis.mail;

import com.codahale.metrics.health.HealthCheck;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Healthy while the relay talks to us as for a mail: with TLS, login and the sender's address. Unhealthy too while it refuses our mails
 * because of us. It asks the relay at most every ten seconds, however often it is asked itself, because anybody on this machine may ask.
 */
public final class SmtpHealthCheck extends HealthCheck {
  private static final long KEPT_NANOS = 10_000_000_000L;
  private final SmtpMailSender sender;
  private final Supplier<Optional<String>> refusal;
  private final String relay;
  private Result last;
  private long asked;

  /** @param refusal what the relay said when it refused the last mails, safe to print; empty if it takes mails, as far as anybody knows */
  public SmtpHealthCheck(SmtpMailSender sender, MailConfiguration configuration, Supplier<Optional<String>> refusal) {
    this.sender = sender;
    this.refusal = refusal;
    this.relay = configuration.host() + ":" + configuration.port();
  }

  /** Who comes while another asks waits for the answer, five seconds at most. */
  @Override
  protected synchronized Result check() {
    if (last == null || System.nanoTime() - asked > KEPT_NANOS) {
      last = ask();
      asked = System.nanoTime();
    }
    return last.isHealthy() ? refusal.get().map(this::refused).orElse(last) : last;
  }

  private Result ask() {
    try {
      sender.tryOut();
      return Result.healthy();
    } catch (MailDelayedException e) {
      return waiting(words(e.kind()), e.words());
    }
  }

  private Result refused(String said) {
    return waiting(words(MailDelayedException.Kind.REFUSED), said);
  }

  private static Result waiting(String words, String said) {
    return Result.unhealthy(words + " Mails wait and leave by themselves when this is mended; nothing is lost."
        + (said == null ? "" : " The relay says: " + said));
  }

  private String words(MailDelayedException.Kind kind) {
    return switch (kind) {
      case CONNECTION -> "No relay greets at " + relay + " (mail.host, mail.port): it does not listen, or hung up. Start it, or "
          + "open the way there; try: nc " + relay.replace(':', ' ') + ".";
      case TIMEOUT -> "The relay at " + relay + " (mail.host, mail.port) did not answer in five seconds: it hangs, or a firewall swallows "
          + "what is sent to it. Look there first; try: nc " + relay.replace(':', ' ') + ".";
      case TLS ->
        "The relay at " + relay + " offers no TLS as mail.tls wants it, or a certificate that is expired, for another name or of an "
            + "authority that this JVM does not trust. Renew it there; see: openssl s_client -starttls smtp -connect " + relay + ".";
      case LOGIN ->
        "The relay at " + relay + " refuses our login, or wants one: set mail.user and SLUIS_MAIL_PASSWORD to what it knows, and "
            + "restart the gateway.";
      case REFUSED ->
        "The relay at " + relay + " (mail.host, mail.port) refuses our mails, and not because of one recipient or one mail: look "
            + "at mail.from, at what it lets this machine and mail.user send, and at its limits.";
      case RELAY -> "The relay at " + relay + " (mail.host, mail.port) takes no mail now.";
    };
  }
}
