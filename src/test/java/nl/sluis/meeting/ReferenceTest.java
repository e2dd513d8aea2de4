package nl.sluis.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceTest {
  @Test
  void isWhatTheFirstFourHexadecimalDigitsOfTheIdSay() {
    assertThat(Reference.of("AAECAwQFBgcICQoLDA0ODw")).as("00 01").isEqualTo("BBBC");
    assertThat(Reference.of("EjRWeJCrze8BI0VniavN7w")).as("12 34").isEqualTo("CDFG");
    assertThat(Reference.of("_____________________w")).as("ff ff").isEqualTo("XXXX");
  }
}
