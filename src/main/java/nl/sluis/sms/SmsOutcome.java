package nl.sluis.sms;

import nl.sluis.words.Worded;

/** The result of sending a text message: five cases, in each of which invitee or operator must do something different. */
public enum SmsOutcome implements Worded {
  /** The provider took it. Whether the phone gets it, nobody says. */
  SENT,

  /**
   * It may have been sent, it may not: no answer, half an answer, or a fault on the provider's side. Resending by
   * itself could send two.
   */
  UNKNOWN,

  /** Not sent, and never will be: this number takes no text messages. */
  NUMBER_TAKES_NO_SMS,

  /** Not sent, and no other will be until the operator has acted: credentials, sender, account or permissions. */
  OPERATOR_MUST_ACT,

  /**
   * Certainly not sent: the provider was too busy, or out of reach. The same message may be tried again a little later.
   */
  BUSY
}
