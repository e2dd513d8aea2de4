package nl.sluis.sms;

import com.codahale.metrics.health.HealthCheck;

/** Unhealthy from a message that Twilio refused for reasons of ours until one that it takes. Sends none itself, for each is paid. */
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
