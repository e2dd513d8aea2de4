package nl.sluis.sms;

import java.time.Duration;

/**
 * One text message to one phone. It carries a code, so it is made, sent and dropped; nothing stores or prints it.
 *
 * @param invitation the id of the invitation that it concerns; no provider is told
 * @param to       E.164, as {@code +31612345678}
 * @param text     one GSM-7 segment, see {@link CodeText}
 * @param validFor how long the text is of use; what cannot be delivered by then should not be delivered at all
 */
public record Sms(String invitation, String to, String text, Duration validFor) {
  @Override
  public String toString() {
    return "Sms[redacted]";
  }
}
