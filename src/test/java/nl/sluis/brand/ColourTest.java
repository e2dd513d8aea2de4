package nl.sluis.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {
  /** #767676 and #777777 are the well known greys on either side of 4.5:1 on white. */
  @ParameterizedTest
  @CsvSource({"#000000, #ffffff, 21.00", "#ffffff, #FFFFFF, 1.00", "#767676, #ffffff, 4.54", "#777777, #ffffff, 4.48",
    "#ff0000, #ffffff, 4.00", "#0000ff, #ffffff, 8.59"})
  void contrastIsAsWcagSays(String one, String other, double ratio) {
    assertThat(Colour.of(one).contrast(Colour.of(other))).isCloseTo(ratio, offset(0.005));
    assertThat(Colour.of(other).contrast(Colour.of(one))).isCloseTo(ratio, offset(0.005));
  }

  @Test
  void isWrittenAsItWasRead() {
    assertThat(Colour.of("#0B6570")).hasToString("#0b6570");
    assertThat(Colour.of("#000000").mixed(Colour.WHITE, 0.5)).hasToString("#808080");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#fff", "0b6570", "#0b657", "#0b65700", "#0b657g", "teal", "#0b6570;}"})
  void anotherSpellingIsNoColour(String spelling) {
    assertThatThrownBy(() -> Colour.of(spelling)).isInstanceOf(IllegalArgumentException.class);
  }
}
