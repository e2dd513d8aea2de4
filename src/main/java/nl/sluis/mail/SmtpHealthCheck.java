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
  private final RelayAdvice advice;
  private Result last;
  private long asked;

  /** @param refusal what the relay said when it refused the last mails, safe to print; empty if it takes mails, as far as anybody knows */
  public SmtpHealthCheck(SmtpMailSender sender, MailConfiguration configuration, Supplier<Optional<String>> refusal) {
    this.sender = sender;
    this.refusal = refusal;
    this.advice = new RelayAdvice(configuration);
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
      return waiting(advice.on(e.kind()), e.words());
    }
  }

  private Result refused(String said) {
    return waiting(advice.on(MailDelayedException.Kind.REFUSED), said);
  }

  private static Result waiting(String words, String said) {
    return Result.unhealthy(words + " Mails wait and leave by themselves when this is mended; nothing is lost."
        + (said == null ? "" : " The relay says: " + said));
  }
}
