package nl.sluis.sms;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps for what the operator must act: seen when Twilio refused a message, and gone when it takes one. */
final class TwilioTrouble {
  private static final Logger LOG = LoggerFactory.getLogger(TwilioSmsSender.class);
  private Refused refused;
  private long sentAt;
  private boolean hasSent;

  /** @param code Twilio's; null if the answer had none, or was not Twilio's at all */
  synchronized void note(int status, Integer code) {
    var advice = TwilioErrors.advice(status, code);
    var what = TwilioErrors.isAboutTheCountry(code) ? "codes to some countries cannot be sent" : "no codes can be sent";
    LOG.error("{} until somebody acts. {}", Character.toUpperCase(what.charAt(0)) + what.substring(1), advice);
    var ofAccount = TwilioErrors.isAboutTheAccount(code);
    refused = new Refused(String.format(Locale.ROOT,
        "Seen at %s: %s (Twilio status %d, code %s). %s Invitees are told to try again later; %s turns this healthy.",
        Instant.now().truncatedTo(ChronoUnit.SECONDS), what, status, code, advice,
        ofAccount ? "the next code that is sent, or the next look at the account," : "the next code that is sent, or tasks/test-sms,"),
        ofAccount, System.nanoTime());
  }

  /** Login, account and sender are good. No other outcome says so: what is wrong with a number may be found first. */
  synchronized void sent() {
    refused = null;
    sentAt = System.nanoTime();
    hasSent = true;
  }

  /** @param since the account was found well by a question that began then, as of {@link System#nanoTime} */
  synchronized void accountIsWell(long since) {
    if (refused != null && refused.ofAccount && refused.seen - since < 0) {
      refused = null;
    }
  }

  /** @return what the operator has to do before Twilio takes another message; empty from one that it takes */
  synchronized Optional<String> words() {
    return Optional.ofNullable(refused).map(Refused::words);
  }

  /** @return whether the next look at the account may end it */
  synchronized boolean isOfAccount() {
    return refused != null && refused.ofAccount;
  }

  /** @return whether Twilio took a message after that moment, so that the account was well */
  synchronized boolean hasSentSince(long moment) {
    return hasSent && sentAt - moment > 0;
  }

  private record Refused(String words, boolean ofAccount, long seen) {}
}
