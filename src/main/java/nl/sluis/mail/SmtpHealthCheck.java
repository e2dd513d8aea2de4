package nl.sluis.mail;

import com.codahale.metrics.health.HealthCheck;

/**
 * Healthy while the relay greets us as for a mail, with TLS and login. Asks at most every ten seconds, however often it is asked itself, for
 * anybody on this machine may do that.
 */
public final class SmtpHealthCheck extends HealthCheck {
  private static final long KEPT_NANOS = 10_000_000_000L;
  private final SmtpMailSender sender;
  private final String relay;
  private Result last;
  private long asked;

  public SmtpHealthCheck(SmtpMailSender sender, MailConfiguration configuration) {
    this.sender = sender;
    this.relay = configuration.host() + ":" + configuration.port();
  }

  /** Who comes while another asks waits for the answer, five seconds at most. */
  @Override
  protected synchronized Result check() {
    if (last == null || System.nanoTime() - asked > KEPT_NANOS) {
      last = ask();
      asked = System.nanoTime();
    }
    return last;
  }

  private Result ask() {
    try {
      sender.greet();
      return Result.healthy();
    } catch (MailDelayedException e) {
      return Result.unhealthy(words(e.kind()) + " Mails wait and leave by themselves when this is mended; nothing is lost.");
    }
  }

  private String words(MailDelayedException.Kind kind) {
    return switch (kind) {
      case CONNECTION, RELAY -> "No relay greets at " + relay + " (mail.host, mail.port): it does not listen, or hung up. Start it, or "
          + "open the way there; try: nc " + relay.replace(':', ' ') + ".";
      case TIMEOUT -> "The relay at " + relay + " (mail.host, mail.port) did not answer in five seconds: it hangs, or a firewall swallows "
          + "what is sent to it. Look there first; try: nc " + relay.replace(':', ' ') + ".";
      case TLS -> "The relay at " + relay + " offers no TLS as mail.tls wants it, or a certificate that is expired, for another name or of an "
          + "authority that this JVM does not trust. Renew it there; see: openssl s_client -starttls smtp -connect " + relay + ".";
      case LOGIN -> "The relay at " + relay + " refuses our login, or wants one: set mail.user and SLUIS_MAIL_PASSWORD to what it knows, and "
          + "restart the gateway.";
    };
  }
}
