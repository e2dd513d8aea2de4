package nl.sluis.sms;

import java.util.List;
import nl.sluis.secret.Secret;

/**
 * Section {@code sms}: who carries the codes.
 *
 * @param provider {@code twilio}, the default, or {@code console}, which shows codes to whoever reads the console
 * @param twilio   the account, if the provider is Twilio
 */
public record SmsConfiguration(String provider, TwilioConfiguration twilio) {
  public SmsConfiguration {
    provider = provider == null || provider.isBlank() ? "twilio" : provider.strip();
    twilio = twilio == null ? new TwilioConfiguration(null, null, null, null, null, null, null, null) : twilio;
  }

  /** To be refused unless {@code publicUrl} is loopback. */
  public boolean usesConsole() {
    return provider.equals("console");
  }

  /** @return what is wrong, a sentence each; empty when all is well */
  public List<String> faults() {
    return switch (provider) {
      case "console" -> List.of();
      case "twilio" -> twilio.faults();
      default -> List.of("sms.provider must be twilio or console");
    };
  }
}
