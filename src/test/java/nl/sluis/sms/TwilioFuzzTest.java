package nl.sluis.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import nl.sluis.secret.Secret;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.TwilioAnswers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever answers in Twilio's place, each message has one outcome, is sent once, and the next is sent as if nothing had been. */
@Tag("slow")
class TwilioFuzzTest {
  /** At least so many answers of each seed, and for so long. */
  private static final int ANSWERS = 150;
  private static final Duration LONG = Duration.ofSeconds(Long.getLong("sluis.fuzz.seconds", 0) / 8);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261128})
  void everyAnswerHasOneOutcomeAndIsNotAskedForTwice(long seed) {
    var random = new Random(seed);
    Map<SmsOutcome, Integer> outcomes = new EnumMap<>(SmsOutcome.class);
    try (var twilio = FakeTwilio.start(); var log = new CapturedLog()) {
      var sender = new TwilioSmsSender(
          new TwilioConfiguration("AC123", Secret.of("token"), null, "+15005550006", null, null, null, twilio.baseUrl()),
          Duration.ofSeconds(10));
      var end = System.nanoTime() + LONG.toNanos();
      for (var i = 0; i < ANSWERS || System.nanoTime() < end; i++) {
        twilio.answers(TwilioAnswers.random(random));
        outcomes.merge(sender.send(new Sms("id", "+31612345678", "123456 is uw code", Duration.ofMinutes(10))), 1, Integer::sum);
        assertThat(twilio.messages()).as("seed " + seed + ", answer " + i).hasSize(i + 1);
      }
      assertThat(sender.send(new Sms("id", "+31612345678", "123456 is uw code", Duration.ofMinutes(10)))).isEqualTo(SmsOutcome.SENT);
      assertThat(log.text().lines().filter(line -> line.contains("nl.sluis.sms")))
          .noneMatch(line -> line.matches(".*(31612345678|\\b123456\\b|xxxx).*"));
    }
    assertThat(outcomes.keySet()).as("of each kind some: " + outcomes).contains(SmsOutcome.values());
  }
}
