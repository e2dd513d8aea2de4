package nl.sluis.testgateway;

import java.security.SecureRandom;
import java.util.Map;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Traces;
import nl.sluis.sms.Sms;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.sms.SmsSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In place of the provider: every number takes every message, but three of the Netherlands that nobody has. */
public final class TestPhone implements SmsSender {
  private static final Logger LOG = LoggerFactory.getLogger(TestPhone.class);
  private static final Map<String, SmsOutcome> NUMBERS = Map.of(
      "+31600000001", SmsOutcome.NUMBER_TAKES_NO_SMS,
      "+31600000002", SmsOutcome.BUSY,
      "+31600000003", SmsOutcome.UNKNOWN);
  private static final int NAME_BYTES = 16;

  private final TestMessages messages;
  private final SecureRandom random;

  public TestPhone(TestMessages messages, SecureRandom random) {
    this.messages = messages;
    this.random = random;
  }

  /** True of the three, which no numbering plan knows. */
  public static boolean isOneOfThree(String e164) {
    return NUMBERS.containsKey(e164);
  }

  @Override
  public SmsOutcome send(Sms sms) {
    var outcome = NUMBERS.getOrDefault(sms.to(), SmsOutcome.SENT);
    // What may have been sent was sent here, so that whoever tests can go on.
    return outcome == SmsOutcome.SENT || outcome == SmsOutcome.UNKNOWN ? keep(sms, outcome) : outcome;
  }

  private SmsOutcome keep(Sms sms, SmsOutcome outcome) {
    var name = new byte[NAME_BYTES];
    random.nextBytes(name);
    try {
      // Behind the last # stands the code, as phones read it.
      messages.keep(sms.invitation() + ".code-" + Base64Url.encode(name), sms.invitation(),
          TestMessage.sms(sms.to(), sms.text(), sms.text().substring(sms.text().lastIndexOf('#') + 1)));
      return outcome;
    } catch (RuntimeException e) {
      LOG.warn("A text message of invitation {} may have been lost: {}", sms.invitation(), Traces.withoutMessages(e));
      return SmsOutcome.UNKNOWN;
    }
  }
}
