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
}
