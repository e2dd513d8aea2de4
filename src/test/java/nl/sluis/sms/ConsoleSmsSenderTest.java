package nl.sluis.sms;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleSmsSenderTest {
  @Test
  void showsNumberAndText() {
    var shown = new ArrayList<String>();
    var sms = new Sms("id", "+31612345678", "012345 is your code\n\n@localhost #012345", Duration.ofMinutes(10));
    assertThat(new ConsoleSmsSender(shown::add).send(sms)).isEqualTo(SmsOutcome.SENT);
    assertThat(shown).hasSize(1).first().asString().contains("+31612345678").endsWith("@localhost #012345");
  }

  @Test
  void elsewhereAMessageDoesNotPrintItself() {
    assertThat(new Sms("id", "+31612345678", "012345", Duration.ofMinutes(10))).hasToString("Sms[redacted]");
  }
}
