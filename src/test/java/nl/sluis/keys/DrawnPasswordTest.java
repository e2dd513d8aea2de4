package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import nl.sluis.files.SecretFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnPasswordTest {
  static final String DRAWN = "nX2pQ7vR-kT9wLdY4sB_cHm0JzGfE6aUoVi3NqWtC8k";

  @Test
  void whatAFirstStartDrawsIsKnownAsDrawn(@TempDir Path folder) throws IOException {
    var random = new SecureRandom();
    var known = 0;
    for (int i = 0; i < 100; i++) {
      known += DrawnPassword.is(SecretFile.draw(folder.resolve("password"), random).revealText().toCharArray()) ? 1 : 0;
    }
    // One of 140 is not mixed enough, by chance: that more than twenty of a hundred are not does not happen.
    assertThat(known).isGreaterThan(80);
    assertThat(DrawnPassword.is(DRAWN.toCharArray())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "",
    "pässword",
    "The-Quick-Brown-Fox-Jumps-Over-The-Lazy-Dog",
    "correct-horse-battery-staple-and-some-more0",
    "Passw0rd2026Passw0rd2026Passw0rd2026Passw0k",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0",
    // One letter less, one more, a padded one, and a last letter that is not of 32 bytes.
    "nX2pQ7vR-kT9wLdY4sB_cHm0JzGfE6aUoVi3NqWtC8",
    "nX2pQ7vR-kT9wLdY4sB_cHm0JzGfE6aUoVi3NqWtC8kA",
    "nX2pQ7vR-kT9wLdY4sB_cHm0JzGfE6aUoVi3NqWtC8k=",
    "nX2pQ7vR-kT9wLdY4sB_cHm0JzGfE6aUoVi3NqWtC8l",
    // Base64 of the other alphabet, a blank, a letter beyond ASCII and one whose code does not fit a byte.
    "nX2pQ7vR+kT9wLdY4sB/cHm0JzGfE6aUoVi3NqWtC8k",
    "nX2pQ7vR kT9wLdY4sB_cHm0JzGfE6aUoVi3NqWtC8k",
    "nX2pQ7vRäkT9wLdY4sB_cHm0JzGfE6aUoVi3NqWtC8k",
    "nX2pQ7vR中kT9wLdY4sB_cHm0JzGfE6aUoVi3NqWtC8k",
    // No digits, no capitals, no small letters.
    "nXupQxvR-kTywLdYrsB_cHmDJzGfEbaUoViANqWtCZk",
    "nx2pq7vr-kt9wldy4sb_chm0jzgfe6auovi3nqwtc8k",
    "NX2PQ7VR-KT9WLDY4SB_CHM0JZGFE6AUOVI3NQWTC8M"})
  void whatAPersonChoseOrWroteOtherwiseIsNot(String chosen) {
    assertThat(DrawnPassword.is(chosen.toCharArray())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrst09A, ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrst0-A",
    "AZBCDEFGabcdefghijklmnopqrstuvwxyz012345678, -ZBCDEFGabcdefghijklmnopqrstuvwxyz012345678",
    "azbcdefgABCDEFGHIJKLMNOPQRSTUVWXYZ012345678, -zbcdefgABCDEFGHIJKLMNOPQRSTUVWXYZ012345678",
    "ABCDEFGHabcdefgh01234567ABCDEFGHabcdefgh01A, ABCDEFGHabcdefgh01234560ABCDEFGHabcdefgh01A"})
  void twoDigitsEightCapitalsEightSmallLettersAndTwentyFourDifferentOnesAreEnoughAndOneLessIsNot(String enough, String less) {
    assertThat(DrawnPassword.is(enough.toCharArray())).isTrue();
    assertThat(DrawnPassword.is(less.toCharArray())).isFalse();
  }

  @Test
  void aNextPasswordThatCouldBeGuessedIsRefused(@TempDir Path folder) throws IOException {
    var file = folder.resolve("next");
    Files.writeString(file, "x\n");
    assertThatThrownBy(() -> KeyringPassword.readOrDraw(file, new SecureRandom())).isInstanceOf(KeyringException.class)
        .hasMessageContaining("could be guessed").hasMessageContaining(file.toString());
  }
}
