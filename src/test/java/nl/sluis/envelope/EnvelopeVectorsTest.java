package nl.sluis.envelope;

import static nl.sluis.envelope.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds us against an implementation that is not ours. */
class EnvelopeVectorsTest {
  static Stream<EnvelopeVector> opens() {
    return Vectors.envelopes("opens");
  }

  static Stream<EnvelopeVector> refused() {
    return Vectors.envelopes("refused");
  }

  @Test
  void noVectorIsLeftOut() {
    assertThat(opens()).hasSize(5);
    assertThat(refused()).hasSize(19);
  }

  @ParameterizedTest
  @MethodSource("opens")
  void opensToExactlyTheMeeting(EnvelopeVector vector) throws EnvelopeException {
    assertThat(vector.open()).isEqualTo(vector.meeting());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedLikeAllOthers(EnvelopeVector vector) {
    assertRefused(vector::open);
  }

  @ParameterizedTest
  @MethodSource("opens")
  void sealsToExactlyTheEnvelopeAndHashes(EnvelopeVector vector) {
    try (var sealed = Sealer.sealWithGivenRandomness(vector.meeting(), vector.bytes("id"),
        vector.bytes("linkSecret"), vector.bytes("share"), vector.bytes("nonce"))) {
      assertThat(sealed.envelope()).isEqualTo(vector.bytes("envelope"));
      assertThat(sealed.accessHash()).isEqualTo(vector.bytes("accessHash"));
      assertThat(sealed.ackHash()).isEqualTo(vector.bytes("ackHash"));
      assertThat(sealed.linkSecret()).isEqualTo(vector.bytes("linkSecret"));
      assertThat(sealed.share()).isEqualTo(vector.bytes("share"));
    }
  }

  @ParameterizedTest
  @MethodSource("opens")
  void accessAndAckFollowFromTheSecrets(EnvelopeVector vector) {
    try (var secret = LinkSecret.of(vector.bytes("linkSecret"))) {
      assertThat(secret.access()).isEqualTo(vector.bytes("access"));
      assertThat(LinkSecret.accessHash(secret.access())).isEqualTo(vector.bytes("accessHash"));
    }
    var ack = Opener.ack(vector.bytes("linkSecret"), vector.bytes("share"), vector.bytes("id"));
    assertThat(ack).isEqualTo(vector.bytes("ack"));
    assertThat(Opener.ackHash(ack)).isEqualTo(vector.bytes("ackHash"));
  }
}
