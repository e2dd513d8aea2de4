package nl.sluis.sms;

import com.codahale.metrics.health.HealthCheck;

/** Unhealthy after Twilio refused a message for a reason on our side, until it takes one. It sends none itself, because each costs money. */
public final class SmsHealthCheck extends HealthCheck {
  private final TwilioSmsSender sender;

  public SmsHealthCheck(TwilioSmsSender sender) {
    this.sender = sender;
  }

  @Override
  protected Result check() {
    return sender.operatorMustAct().map(Result::unhealthy).orElseGet(Result::healthy);
  }
}
