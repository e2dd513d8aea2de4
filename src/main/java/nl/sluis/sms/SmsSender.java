package nl.sluis.sms;

/**
 * Sends one text message, at most once.
 *
 * <p>A sender may try again by itself only while it is certain that nothing was sent; it returns within ten seconds,
 * tries included. A caller may send the same message again after {@link SmsOutcome#BUSY}. After {@link
 * SmsOutcome#UNKNOWN} only the invitee may ask for another, with a new code: two messages with one code look like a
 * fault, and each costs money.
 */
public interface SmsSender {
  /**
   * Never throws: whatever goes wrong is an outcome. Blocks for ten seconds at most, so never call it inside a
   * transaction.
   */
  SmsOutcome send(Sms sms);
}
