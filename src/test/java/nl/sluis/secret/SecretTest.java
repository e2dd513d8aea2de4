package nl.sluis.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is what was said, and one that could be guessed is known for it. */
class SecretTest {
  @Test
  void blanksBelongToItAndALineEndBehindItDoesNot() {
    for (var behind : new String[] {"", "\n", "\r\n", "\n\n"}) {
      assertThat(Secret.of(" a b\tc " + behind).revealText()).isEqualTo(" a b\tc ");
    }
    assertThat(Secret.of("\na\nb\n").revealText()).isEqualTo("\na\nb");
    for (var absent : new String[] {null, "", " ", "\n", "\t\r\n"}) {
      assertThat(Secret.of(absent).isPresent()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "12345678", "password", "changeme", "sluis", "elevenchars", "aaaaaaaaaaaaaaaaaaaaaaaa", "abababababababab",
    "123451234512345", "éééééééééééééé",
    "éàüöñçâê", "🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑"})
  void oneThatCouldBeGuessedIsWeak(String secret) {
    assertThat(Strength.isWeak(Secret.of(secret))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator-key-of-the-tests", "a password of a test", "correct horse battery staple", "q8Zr1tPw0LxN",
    "geheim-wachtwoord", "éàüöñçâêîôûë",
    "0f1e2d3c4b5a69788796a5b4c3d2e1f0"})
  void oneOfTwelveCharactersOrMoreIsNot(String secret) {
    assertThat(Strength.isWeak(Secret.of(secret))).isFalse();
  }

  @Test
  void anAbsentOneIsNotWeakBecauseOneIsDrawn() {
    assertThat(Strength.isWeak(Secret.none())).isFalse();
  }
}
