package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnreadVariablesTest {
  @Test
  void aVariableThatWasReadWithoutUtf8IsNamedAndNotShown() {
    var asAsciiReadsIt = new String("Zorgplein \u00e9".getBytes(StandardCharsets.UTF_8), StandardCharsets.US_ASCII);
    assertThat(UnreadVariables.in(Map.of("SLUIS_KEYS_PASSWORD", asAsciiReadsIt, "SLUIS_ORGANIZATION", "Zorgplein \u00e9"))).singleElement().asString()
        .startsWith("SLUIS_KEYS_PASSWORD has letters that this process cannot read").contains("LC_ALL=C.UTF-8").doesNotContain("Zorgplein");
  }

  @Test
  void othersVariablesAreNotOurs() {
    assertThat(UnreadVariables.in(Map.of("PS1", "\ufffd", "SLUIS_MAIL_FROM", "a@b.example"))).isEmpty();
  }
}
