package nl.sluis.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentKeysTest {
  private final EnvelopeVector vector = Vectors.envelope("smallest");

  @Test
  void closingWipesAllThree() {
    var keys = ContentKeys.derive(vector.bytes("linkSecret"), vector.bytes("share"), vector.bytes("id"));
    assertThat(keys.ack()).isEqualTo(vector.bytes("ack"));

    keys.close();

    assertThat(keys.key()).isEqualTo(new byte[32]);
    assertThat(keys.commitment()).isEqualTo(new byte[32]);
    assertThat(keys.ack()).isEqualTo(new byte[32]);
  }

  @Test
  void aClosedKeyIsWipedAndACopyGivenAwayBeforeIsNot() {
    var key = new RawKey("AES", vector.bytes("share"));
    var copy = key.getEncoded();

    key.close();

    assertThat(key.getEncoded()).isEqualTo(new byte[32]);
    assertThat(copy).isEqualTo(vector.bytes("share"));
  }

  @Test
  void theAckHandedOutOutlivesTheKeys() {
    assertThat(Opener.ack(vector.bytes("linkSecret"), vector.bytes("share"), vector.bytes("id")))
        .isEqualTo(vector.bytes("ack"));
  }
}
