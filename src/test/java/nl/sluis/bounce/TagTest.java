package nl.sluis.bounce;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
  private static final String ID = "AAECAwQFBgcICQoLDA0ODw";
  /** Made by Python: base64.b32encode(id + hmac.digest(key, id, 'sha256')[:8]).lower().rstrip(b'='). */
  private static final String TAG = "aaaqeayeaudaocajbifqydiob6higl3zwetdj4a";

  @ParameterizedTest
  @CsvSource({"'', ''", "f, my", "fo, mzxq", "foo, mzxw6", "foob, mzxw6yq", "fooba, mzxw6ytb", "foobar, mzxw6ytboi"})
  void base32IsTheStandards(String text, String base32) {
    assertThat(Base32.encode(text.getBytes(US_ASCII))).isEqualTo(base32);
    assertThat(Base32.decode(base32.toUpperCase(Locale.ROOT)))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(text.getBytes(US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mz", "m", "mzxw6ytbo1", "mzxw6ytboi=", "mzxw6ytbö", "mzxw6ytbo "})
  void whatIsNoBase32IsNothing(String text) {
    assertThat(Base32.decode(text)).isEmpty();
  }

  @Test
  void aTagIsWhatAnotherProgramMakesAndIsKnownInAnyCase() {
    assertThat(Tag.of(KEY, ID)).isEqualTo(TAG).hasSize(39);
    assertThat(Tag.id(KEY, TAG)).contains(ID);
    assertThat(Tag.id(KEY, TAG.toUpperCase(Locale.ROOT))).contains(ID);
  }

  @Test
  void aTagWithAnyOtherLetterOrUnderAnotherKeyIsNone() {
    for (var at = 0; at < TAG.length(); at++) {
      for (var letter : "abcdefghijklmnopqrstuvwxyz234567".split("")) {
        var other = TAG.substring(0, at) + letter + TAG.substring(at + 1);
        assertThat(Tag.id(KEY, other).isPresent()).as(other).isEqualTo(other.equals(TAG));
      }
    }
    assertThat(Tag.id(new byte[32], TAG)).isEmpty();
    assertThat(Tag.id(KEY, TAG + "a")).isEmpty();
    assertThat(Tag.id(KEY, "")).isEmpty();
  }
}
