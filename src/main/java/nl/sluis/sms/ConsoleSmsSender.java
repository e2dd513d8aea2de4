package nl.sluis.sms;

import java.util.function.Consumer;

/**
 * Prints each message on the console, so that the gateway can be tried without a provider.
 *
 * <p>Prints codes in clear, so the application refuses it unless {@code publicUrl} is loopback.
 */
public final class ConsoleSmsSender implements SmsSender {
  private final Consumer<String> console;

  /** @param console takes one message of several lines, as {@code System.out::println} does */
  public ConsoleSmsSender(Consumer<String> console) {
    this.console = console;
  }

  @Override
  public SmsOutcome send(Sms sms) {
    console.accept("SMS to " + sms.to() + System.lineSeparator() + sms.text());
    return SmsOutcome.SENT;
  }
}
