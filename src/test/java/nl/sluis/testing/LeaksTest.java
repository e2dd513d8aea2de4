package nl.sluis.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaksTest {
  @ParameterizedTest
  @ValueSource(strings = {"482913", "{\"passcode\":\"482913\"}", "pwd=482913&x", "code 482913.", "#482913", "(482913,1)", "is 482913, so"})
  void digitsThatStandAloneAreFound(String text) {
    assertThatThrownBy(() -> Leaks.none(text, "other", "482913")).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.482913", "1.7482913E-4", "482913.25", "2026-12-07T10:00:00.482913Z", "14829137", "ab482913cd", "482914"})
  void digitsWithinANumberATimeOrAnIdAreNot(String text) {
    assertThatCode(() -> Leaks.none(text, "other", "482913")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Kamer Noordoostpolder", "31612345678"})
  void allElseIsFoundAnywhere(String secret) {
    assertThatThrownBy(() -> Leaks.none("x" + secret + "y", secret)).isInstanceOf(AssertionError.class);
  }
}
