package nl.sluis.sms;

import java.util.Set;

/**
 * Twilio's error codes, reduced to what somebody has to do.
 *
 * @see <a href="https://www.twilio.com/docs/api/errors">Twilio, error and warning dictionary</a>
 */
final class TwilioErrors {
  /**
   * About this number, whatever the operator does: invalid (21211, 21217, 21421), out of reach (21214), a short code (21265), our own sender
   * (21266), an information service (21268), opted out by STOP (21610), not mobile (21614, 21635), blocked (30004), unknown (30005), a landline
   * (30006).
   */
  private static final Set<Integer> ABOUT_THE_NUMBER = Set.of(21211, 21214, 21217, 21265, 21266, 21268, 21421, 21610, 21614, 21635, 30004,
      30005, 30006);

  /**
   * Not processed, and a little later perhaps: too many messages between two numbers (14107), conflict (20409), too many requests (20429, 63017),
   * the sender's queue is full (21611), maintenance (21730).
   */
  private static final Set<Integer> NOT_PROCESSED = Set.of(14107, 20409, 20429, 21611, 21730, 63017);

  /**
   * Seen after Twilio took the message, so it may still arrive: queue overflow (30001); handset out of reach (30003); unknown (30008); congestion
   * and faults on the way (30017, 30020, 30021, 30022, 30410, 30453, 30485, 30500); its time is over (30036).
   */
  private static final Set<Integer> PASSING = Set.of(30001, 30003, 30008, 30017, 30020, 30021, 30022, 30036, 30410, 30453, 30485, 30500);

  /** Answered 429 as well, and yet no time of ours mends them: the account's, a carrier's or a campaign's messages of the day are used up. */
  private static final Set<Integer> USED_UP = Set.of(30023, 30027, 30454, 35125, 63038);

  /** Not this country with this sender; others are reached. */
  private static final Set<Integer> ABOUT_THE_COUNTRY = Set.of(21408, 21612, 21659, 30018, 30024, 30034, 30040, 30041, 30043);

  /** Login and account, which the account's own resource tells too; also a place that is not Twilio at all. */
  private static final Set<Integer> ABOUT_THE_ACCOUNT = Set.of(20003, 20005, 30002);

  private TwilioErrors() {}

  /**
   * The rest is the operator's: known ones, of which the most frequent have an advice, and all we do not know, for somebody has to read what they
   * mean.
   *
   * @param code Twilio's; null if the answer had none, or was not Twilio's at all
   */
  static SmsOutcome outcome(int status, Integer code) {
    if (status == 201 && code == null) {
      return SmsOutcome.SENT; // also with a body that the SDK cannot read: created is created
    }
    if (status >= 500 || status == 408 || status < 300 && code == null) {
      return SmsOutcome.UNKNOWN;
    }
    if (code == null) {
      // A redirect, which is not followed, is a wrong base URL and so the operator's.
      return status == 429 ? SmsOutcome.BUSY : SmsOutcome.OPERATOR_MUST_ACT;
    }
    return ofTwilio(status, code);
  }

  private static SmsOutcome ofTwilio(int status, int code) {
    if (ABOUT_THE_NUMBER.contains(code)) {
      return SmsOutcome.NUMBER_TAKES_NO_SMS;
    }
    if (PASSING.contains(code)) {
      return SmsOutcome.UNKNOWN;
    }
    if (USED_UP.contains(code)) {
      return SmsOutcome.OPERATOR_MUST_ACT;
    }
    return status == 429 || status >= 300 && NOT_PROCESSED.contains(code) ? SmsOutcome.BUSY : SmsOutcome.OPERATOR_MUST_ACT;
  }

  /** True if codes to other countries may go on. */
  static boolean isAboutTheCountry(Integer code) {
    return code != null && ABOUT_THE_COUNTRY.contains(code);
  }

  /** True if the account's own resource would be refused for the same reason. */
  static boolean isAboutTheAccount(Integer code) {
    return code == null || ABOUT_THE_ACCOUNT.contains(code);
  }

  /** @param code null if Twilio gave none. @return what the operator has to do, a sentence */
  static String advice(int status, Integer code) {
    return switch (code == null ? 0 : code) {
      case 20003 ->
        "Twilio does not know our login: set sms.twilio.accountSid and SLUIS_TWILIO_AUTH_TOKEN (region ie1 has a token of its own) "
            + "and restart the gateway.";
      case 20005 -> "The Twilio account is not active: see its console for why.";
      case 21408 -> "Messages to this country are not switched on: in Twilio's console, Messaging, Settings, Geo permissions.";
      case 21606, 21212, 21601, 21603, 21660, 21661 ->
        "The sender cannot send: set sms.twilio.from to a number of this account that sends text messages.";
      case 21608 -> "This is a trial account, which reaches verified numbers only: upgrade it in Twilio's console.";
      case 21612, 21659, 30018, 30024, 30040, 30041, 30043 ->
        "This sender cannot reach the number's country: see Twilio's SMS guidelines for it, and take a sender that can, or name the countries "
            + "you serve in limits.countries.";
      case 21703, 21704, 21705 -> "The messaging service has no sender that can send: see it in Twilio's console.";
      case 30002 -> "Twilio has suspended the account: see its console for why, mostly a bill.";
      case 30007, 30038 -> "Carriers filtered the message as spam: ask Twilio's support, with the message SID in the log.";
      case 30023, 30027, 30454, 35125, 63038 ->
        "The account's messages of the day are used up: ask Twilio's support for a higher limit, or wait; see limits.codesPerDayInAll.";
      case 30034 -> "The sender is not registered for the United States: register it in Twilio's console (A2P 10DLC).";
      case 30450 -> "Twilio blocked the message as fraud (SMS pumping): see Fraud Guard in its console; check who posts such numbers.";
      default -> code != null
          ? "Look it up: https://www.twilio.com/docs/api/errors/" + code
          : status == 0
              ? "The certificate of sms.twilio.baseUrl, region and edge is not one that this JVM trusts."
              : "That was not Twilio: see what stands at sms.twilio.baseUrl, region and edge, or in between.";
    };
  }
}
