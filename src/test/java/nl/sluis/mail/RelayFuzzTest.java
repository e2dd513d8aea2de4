package nl.sluis.mail;

import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import nl.sluis.testing.FakeRelay;
import nl.sluis.testing.RelayAnswers;
import org.junit.jupiter.api.Test;

import static nl.sluis.mail.SmtpFixture.INVITATION;
import static nl.sluis.mail.SmtpFixture.PUBLIC_URL;
import static nl.sluis.mail.SmtpFixture.configuration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class RelayFuzzTest {
  private static final long SEED = Long.getLong("sluis.fuzz.seed", 20_261_128);
  /** At least so many answers, and for so long. */
  private static final int TIMES = 300;
  private static final Duration LONG = Duration.ofSeconds(Long.getLong("sluis.fuzz.seconds", 0) / 2);

  @Test
  void whateverARelayAnswersTheMailIsTakenOrWaitsOrIsRefusedAtTheRightPlace() throws Exception {
    var answers = new RelayAnswers(SEED);
    var end = System.nanoTime() + LONG.toNanos();
    for (var i = 0; i < TIMES || System.nanoTime() < end; i++) {
      var verb = answers.verb();
      var answer = answers.answer();
      try (var relay = FakeRelay.start()) {
        relay.answers(verb, answer);
        // Angus goes on with HELO.
        relay.answers("HELO", verb.equals("EHLO") ? answer : null);
        var impatient = new SmtpMailSender(configuration(relay.port(), "none"), PUBLIC_URL, Clock.systemUTC(), Duration.ofMillis(300),
            (SSLSocketFactory) SSLSocketFactory.getDefault());
        var thrown = catchThrowable(() -> impatient.send(INVITATION));
        var where = "seed " + SEED + ", number " + i + ", " + verb + ": " + answer.substring(0, Math.min(200, answer.length()));
        if (thrown == null) {
          assertThat(relay.mails()).as(where).hasSize(1);
        } else if (thrown instanceof MailRefusedException refused) {
          assertThat(verb).as(where).isIn("RCPT", "DATA", ".");
          assertThat(refused.word()).as(where).hasSizeLessThanOrEqualTo(20);
          assertThat(refused.words()).as(where).hasSizeLessThan(420).doesNotContain("@", "\n", "\u0000", "://");
        } else {
          assertThat(thrown).as(where).isInstanceOf(MailDelayedException.class);
          assertThat(((MailDelayedException) thrown).word()).as(where).hasSizeLessThanOrEqualTo(20);
        }
      }
    }
  }
}
