package nl.sluis.sms;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.Optional;

/**
 * Unhealthy while Twilio does not know our login, or the account is not active; and after Twilio refused a message for a reason on our side,
 * until it takes one. It sends no message, because each costs money. It asks for the account at most every ten minutes while all is well, and
 * at most every minute while it is not, however often it is asked itself.
 */
public final class SmsHealthCheck extends HealthCheck {
  private static final Duration WELL = Duration.ofMinutes(10);
  private static final Duration AMISS = Duration.ofMinutes(1);

  private final TwilioTrouble trouble;
  private final TwilioAccount account;
  private final Duration amiss;
  private Optional<String> fault = Optional.empty();
  private boolean asked;
  private long askedAt;

  public SmsHealthCheck(TwilioSmsSender sender) {
    this(sender, AMISS);
  }

  /** @param amiss how often it asks while something is wrong */
  SmsHealthCheck(TwilioSmsSender sender, Duration amiss) {
    this.trouble = sender.trouble();
    this.account = sender.account();
    this.amiss = amiss;
  }

  /** Who comes while another asks waits for the answer, five seconds at most. */
  @Override
  protected synchronized Result check() {
    if (!asked || System.nanoTime() - askedAt > pause().toNanos()) {
      askedAt = System.nanoTime();
      fault = account.fault();
      asked = true;
      if (fault.isEmpty()) {
        trouble.accountIsWell(askedAt);
      }
    }
    return trouble.words().or(() -> trouble.hasSentSince(askedAt) ? Optional.empty() : fault)
        .map(Result::unhealthy).orElseGet(Result::healthy);
  }

  private Duration pause() {
    return fault.isPresent() || trouble.isOfAccount() ? amiss : WELL;
  }
}
