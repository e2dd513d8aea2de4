package nl.sluis.sms;

import java.util.Set;

/**
 * Twilio's error codes, reduced to what somebody has to do.
 *
 * @see <a href="https://www.twilio.com/docs/api/errors">Twilio, error and warning dictionary</a>
 */
final class TwilioErrors {
  /** As HTTP 429: not processed. */
  static final int TOO_MANY_REQUESTS = 20429;

  /** Invalid; opted out; no route; not capable of SMS; landline; blocked; unknown; landline or unreachable carrier. */
  private static final Set<Integer> PERMANENT_FOR_THE_NUMBER =
      Set.of(21211, 21610, 21612, 21614, 21635, 30004, 30005, 30006);

  /** Queue overflow; handset out of reach; unknown. Seen after Twilio took the message, so it may still arrive. */
  private static final Set<Integer> PASSING = Set.of(30001, 30003, 30008);

  private TwilioErrors() {}

  /**
   * The rest is the operator's: known ones (20003 credentials, 21408 country not enabled, 21606 and 21608 sender or
   * trial, 30002 suspended, 30007 filtered, 30034 unregistered, 30450 blocked as fraud), and all we do not know, for
   * somebody has to read what they mean.
   */
  static SmsOutcome outcome(int code) {
    if (PERMANENT_FOR_THE_NUMBER.contains(code)) {
      return SmsOutcome.NUMBER_TAKES_NO_SMS;
    }
    if (PASSING.contains(code)) {
      return SmsOutcome.UNKNOWN;
    }
    return SmsOutcome.OPERATOR_MUST_ACT;
  }

  /** @param code null if Twilio gave none. @return what the operator has to do, a sentence */
  static String advice(int status, Integer code) {
    return switch (code == null ? 0 : code) {
      case 20003 -> "Twilio does not know our login: set sms.twilio.accountSid and SLUIS_TWILIO_AUTH_TOKEN (region ie1 has a token of its own) "
          + "and restart the gateway.";
      case 21408 -> "Messages to this country are not switched on: in Twilio's console, Messaging, Settings, Geo permissions.";
      case 21606 -> "The sender cannot send: set sms.twilio.from to a number of this account that sends text messages.";
      case 21608 -> "This is a trial account, which reaches verified numbers only: upgrade it in Twilio's console.";
      case 30002 -> "Twilio has suspended the account: see its console for why, mostly a bill.";
      case 30007 -> "Carriers filtered the message as spam: ask Twilio's support, with the message SID in the log.";
      case 30034 -> "The sender is not registered for the United States: register it in Twilio's console (A2P 10DLC).";
      case 30450 -> "Twilio blocked the message as fraud (SMS pumping): see Fraud Guard in its console; check who posts such numbers.";
      default -> code != null
          ? "Look it up: https://www.twilio.com/docs/api/errors/" + code
          : status == 0 ? "The certificate of sms.twilio.baseUrl, region and edge is not one that this JVM trusts."
          : "That was not Twilio: see what stands at sms.twilio.baseUrl, region and edge, or in between.";
    };
  }
}
