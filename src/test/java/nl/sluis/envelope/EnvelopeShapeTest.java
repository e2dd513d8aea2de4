package nl.sluis.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeShapeTest {
  private static final int BESIDE_THE_CIPHERTEXT = 1 + 12 + 32 + 16;
  private static final int MOST_BLOCKS = 66;

  @Test
  void theVersionIsTheFirstByte() {
    assertThat(EnvelopeShape.hasVersion(new byte[] {1, 0})).isTrue();
    assertThat(EnvelopeShape.hasVersion(new byte[] {1})).isTrue();
    assertThat(EnvelopeShape.hasVersion(new byte[] {0, 1})).isFalse();
    assertThat(EnvelopeShape.hasVersion(new byte[] {2})).isFalse();
    assertThat(EnvelopeShape.hasVersion(new byte[0])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, MOST_BLOCKS})
  void wholeBlocksFit(int blocks) {
    assertThat(EnvelopeShape.hasLength(ofCiphertext(blocks * 1024))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-BESIDE_THE_CIPHERTEXT, -1024, -1, 0, 1, 1023, 1025, 1024 * MOST_BLOCKS - 1, 1024 * MOST_BLOCKS + 1,
    1024 * (MOST_BLOCKS + 1)})
  void everyOtherLengthIsRefused(int ciphertextBytes) {
    assertThat(EnvelopeShape.hasLength(ofCiphertext(ciphertextBytes))).isFalse();
  }

  private static byte[] ofCiphertext(int bytes) {
    return new byte[Math.max(0, BESIDE_THE_CIPHERTEXT + bytes)];
  }
}
