package nl.sluis.sms;

import nl.sluis.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CodeTextTest {
  /** 3GPP TS 23.038 §6.2.1: one septet each, and those of the extension table two. */
  private static final String ONE_SEPTET = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
      + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String TWO_SEPTETS = "^{}\\[~]|€\f";
  private static final String HOST_OF_60 = "invitations." + "a".repeat(36) + ".example.net";

  static Iterable<String> languages() {
    return Words.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void fitsOneSegmentWithTheLongestCodeAndHost(String language) {
    assertThat(HOST_OF_60).hasSize(60);
    assertThat(septets(new CodeText(HOST_OF_60, "en").compose(language, "12345678", "WM"))).isLessThanOrEqualTo(160);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void endsInTheOriginBoundCodeAfterAnEmptyLine(String language) {
    var lines = new CodeText("sluis.example", "en").compose(language, "012345", "AB").split("\n");
    assertThat(lines).hasSize(3);
    assertThat(lines[0]).startsWith("012345 ").contains("AB");
    assertThat(lines[1]).isEmpty();
    assertThat(lines[2]).isEqualTo("@sluis.example #012345");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void leavesNothingToFillIn(String language) {
    assertThat(new CodeText("sluis.example", "en").compose(language, "012345", "AB")).doesNotContain("{", "}", "null");
  }

  @Test
  void speaksTheDefaultToThoseWhoseLanguageItDoesNotSpeak() {
    var texts = new CodeText("sluis.example", "nl");
    assertThat(texts.compose("nl", "012345", "AB")).contains("is uw code");
    assertThat(texts.compose("en", "012345", "AB")).contains("is your code");
    assertThat(texts.compose("de", "012345", "AB")).contains("ist Ihr Code");
    assertThat(texts.compose("fr", "012345", "AB")).contains("est votre code");
    assertThat(texts.compose("it", "012345", "AB")).isEqualTo(texts.compose("nl", "012345", "AB"));
    assertThat(texts.compose(null, "012345", "AB")).isEqualTo(texts.compose("nl", "012345", "AB"));
    assertThatThrownBy(() -> new CodeText("sluis.example", "it")).isInstanceOf(IllegalArgumentException.class);
  }

  private static int septets(String text) {
    return text.chars().map(letter -> {
      assertThat(ONE_SEPTET + TWO_SEPTETS).contains(Character.toString(letter));
      return TWO_SEPTETS.indexOf(letter) < 0 ? 1 : 2;
    }).sum();
  }
}
