package nl.sluis.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
  @ParameterizedTest
  @CsvSource({"'', ''", "f, Zg", "fo, Zm8", "foo, Zm9v", "foob, Zm9vYg", "fooba, Zm9vYmE", "foobar, Zm9vYmFy"})
  void spellsTheVectorsOfRfc4648WithoutTheirPadding(String text, String spelling) {
    assertThat(Base64Url.encode(text.getBytes(US_ASCII))).isEqualTo(spelling);
    assertThat(Base64Url.decode(spelling)).isEqualTo(text.getBytes(US_ASCII));
  }

  @Test
  void usesTheAlphabetForUrls() {
    assertThat(Base64Url.encode(new byte[] {(byte) 0xfb, (byte) 0xff})).isEqualTo("-_8");
  }

  @Test
  void whatIsSpelledIsReadBack() {
    var random = new Random(4648);
    for (var length = 0; length < 300; length++) {
      var bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Base64Url.decode(Base64Url.encode(bytes))).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zg==", "Zg=", "Zm8=", "Zm9v=", "=", "====", "Z=g"})
  void paddingIsRefused(String text) {
    assertNotDecoded(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+/8", "-/8", "+_8", "Zm9!", "Zm9.", "Zmé", "Zm9v\u0000", "Zg\u0141"})
  void anotherAlphabetIsRefused(String text) {
    assertNotDecoded(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {" Zg", "Zg ", "Z g", "Zg\n", "Zm9v\r\nZg", "\t", "Zm9v\u00a0"})
  void whitespaceIsRefused(String text) {
    assertNotDecoded(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "Zm9vY", "Zm9vYmFyA"})
  void anImpossibleLengthIsRefused(String text) {
    assertNotDecoded(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zh", "Zv", "Zm9", "Zm-", "__"})
  void unusedBitsThatAreNotZeroAreRefused(String text) {
    assertNotDecoded(text);
  }

  private static void assertNotDecoded(String text) {
    assertThatThrownBy(() -> Base64Url.decode(text))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not base64url without padding")
        .hasNoCause();
  }
}
