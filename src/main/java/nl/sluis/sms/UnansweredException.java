package nl.sluis.sms;

/** Twilio gave no answer. Carries what may be concluded from how the call ended; never a URL, number or text. */
final class UnansweredException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final SmsOutcome outcome;

  /** @param how the call ended, a word or two for the log */
  UnansweredException(SmsOutcome outcome, String how) {
    super(how, null, false, false);
    this.outcome = outcome;
  }

  SmsOutcome outcome() {
    return outcome;
  }
}
