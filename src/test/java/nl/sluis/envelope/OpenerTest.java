package nl.sluis.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluis.envelope.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenerTest {
  private final EnvelopeVector vector = Vectors.envelope("an ordinary meeting");
  private final byte[] envelope = vector.bytes("envelope");
  private final byte[] linkSecret = vector.bytes("linkSecret");
  private final byte[] share = vector.bytes("share");
  private final byte[] id = vector.bytes("id");

  @Test
  void everyFlippedBitIsRefused() {
    for (var bit = 0; bit < envelope.length * Byte.SIZE; bit++) {
      var flipped = envelope.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertRefused(() -> vector.open(flipped));
    }
  }

  @Test
  void everyCutIsRefused() {
    for (var length = 0; length < envelope.length; length++) {
      var cut = Arrays.copyOf(envelope, length);
      assertRefused(() -> vector.open(cut));
    }
  }

  @Test
  void everyFlippedByteOfSecretsAndIdIsRefused() {
    for (var input : new byte[][] {linkSecret, share, id}) {
      for (var at = 0; at < input.length; at++) {
        input[at] ^= 1;
        assertRefused(() -> Opener.open(envelope, linkSecret, share, id));
        input[at] ^= 1;
      }
    }
  }

  @Test
  void secretsAndIdOfAnotherLengthAreRefused() {
    var none = new byte[0];
    assertRefused(() -> Opener.open(envelope, none, share, id));
    assertRefused(() -> Opener.open(envelope, linkSecret, none, id));
    assertRefused(() -> Opener.open(envelope, linkSecret, share, none));
    assertRefused(() -> Opener.open(envelope, Arrays.copyOf(linkSecret, 33), share, id));
    assertRefused(() -> Opener.open(envelope, share, linkSecret, id));
  }

  @Test
  void anOpenedEnvelopeOpensAgain() throws EnvelopeException {
    assertThat(vector.open(envelope)).isEqualTo(vector.open(envelope)).isEqualTo(vector.meeting());
  }

  @Test
  void whatIsForgedWithTheRightKeyOpensIfItIsWellFormed() throws EnvelopeException {
    // The forger below is no stranger's: without this, its refusals would prove nothing.
    assertThat(vector.open(forge(block(2, "{}".getBytes(UTF_8))))).isEqualTo("{}".getBytes(UTF_8));
  }

  @Test
  void aPlaintextOfNothingIsRefused() {
    var smallest = forge(new byte[0]);
    assertThat(smallest).hasSize(Format.SMALLEST_BYTES);
    assertRefused(() -> vector.open(smallest));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1021, 1024, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -4, 1})
  void aLengthThatLiesIsRefused(int length) {
    assertRefused(() -> vector.open(forge(block(length, "{}".getBytes(UTF_8)))));
  }

  @Test
  void everyByteOfPaddingMustBeZero() {
    for (var at = Format.LENGTH_BYTES + 2; at < Format.BLOCK_BYTES; at++) {
      var padded = block(2, "{}".getBytes(UTF_8));
      padded[at] = 1;
      assertRefused(() -> vector.open(forge(padded)));
    }
  }

  @Test
  void aBlockMoreThanNeededIsRefused() {
    assertRefused(() -> vector.open(forge(Arrays.copyOf(block(2, "{}".getBytes(UTF_8)), 2 * Format.BLOCK_BYTES))));
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 1023, 1025})
  void halfABlockIsRefused(int size) {
    assertRefused(() -> vector.open(forge(Arrays.copyOf(block(2, "{}".getBytes(UTF_8)), size))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "c080", "c3", "e282", "eda080", "f4908080", "ff", "7bff7d"})
  void whatIsNotUtf8IsRefused(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    assertRefused(() -> vector.open(forge(block(bytes.length, bytes))));
  }

  private static byte[] block(int length, byte[] meeting) {
    return ByteBuffer.allocate(Format.BLOCK_BYTES).putInt(length).put(meeting).array();
  }

  /** What someone could seal who holds both secrets and does not keep to the format. */
  private byte[] forge(byte[] padded) {
    try (var keys = ContentKeys.derive(linkSecret, share, id)) {
      var nonce = vector.bytes("nonce");
      var sealed = AesGcm.seal(keys.key(), nonce, Format.labelled(Format.ENVELOPE, id), padded);
      return ByteBuffer.allocate(Format.CIPHERTEXT_AT + sealed.length)
          .put(Format.VERSION).put(nonce).put(keys.commitment()).put(sealed).array();
    }
  }
}
