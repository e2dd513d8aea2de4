package nl.sluis.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private final Sealer sealer = new Sealer(new SecureRandom());
  private final byte[] meeting = "{\"title\":\"Selectiegesprek\"}".getBytes(UTF_8);
  private final byte[] id = Vectors.envelope("smallest").bytes("id");

  @Test
  void whatIsSealedOpensWithBothSecrets() throws EnvelopeException {
    try (var sealed = sealer.seal(meeting, id); var link = LinkSecret.of(sealed.linkSecret())) {
      var fromTheMail = Base64Url.decode(link.fragment());
      assertThat(Opener.open(sealed.envelope(), fromTheMail, sealed.share(), id)).isEqualTo(meeting);
      assertThat(Opener.ackHash(Opener.ack(fromTheMail, sealed.share(), id))).isEqualTo(sealed.ackHash());
      assertThat(LinkSecret.accessHash(link.access())).isEqualTo(sealed.accessHash());
    }
  }

  @Test
  void everySealDrawsItsOwnSecretsAndNonce() {
    var seen = new HashSet<String>();
    for (var i = 0; i < 100; i++) {
      try (var sealed = sealer.seal(meeting, id)) {
        seen.add(Base64Url.encode(sealed.linkSecret()));
        seen.add(Base64Url.encode(sealed.share()));
        seen.add(Base64Url.encode(Arrays.copyOfRange(sealed.envelope(), Format.NONCE_AT, Format.COMMITMENT_AT)));
        seen.add(Base64Url.encode(Arrays.copyOfRange(sealed.envelope(), Format.COMMITMENT_AT, Format.CIPHERTEXT_AT)));
      }
    }
    assertThat(seen).hasSize(400);
  }

  @ParameterizedTest
  @CsvSource({"1, 1085", "1020, 1085", "1021, 2109", "65536, 66621", "66560, 67645"})
  void lengthShowsInBlocksOnlyUpToTheLargestMeeting(int bytes, int envelopeBytes) throws EnvelopeException {
    var text = "x".repeat(bytes).getBytes(UTF_8);
    try (var sealed = sealer.seal(text, id)) {
      assertThat(sealed.envelope()).hasSize(envelopeBytes);
      assertThat(Opener.open(sealed.envelope(), sealed.linkSecret(), sealed.share(), id)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 66_561})
  void anEmptyOrLargerMeetingIsNotSealed(int bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal("x".repeat(bytes).getBytes(UTF_8), id))
        .withMessage("A meeting has 1 to 66560 bytes");
  }

  @Test
  void whatNoOpenerWouldTakeIsNotSealed() {
    assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal(new byte[] {'{', (byte) 0xff, '}'}, id))
        .withMessage("A meeting is UTF-8");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17})
  void anIdOfAnotherLengthIsNotSealed(int bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal(meeting, new byte[bytes]))
        .withMessage("An id has 16 bytes");
  }

  @Test
  void closingWipesBothSecretsWhereverTheyWereHandedTo() {
    var sealed = sealer.seal(meeting, id);
    var linkSecret = sealed.linkSecret();
    var share = sealed.share();
    assertThat(linkSecret).isNotEqualTo(new byte[32]);
    assertThat(share).isNotEqualTo(new byte[32]);

    sealed.close();

    assertThat(linkSecret).isEqualTo(new byte[32]);
    assertThat(share).isEqualTo(new byte[32]);
    assertThatIllegalStateException().isThrownBy(sealed::linkSecret);
    assertThatIllegalStateException().isThrownBy(sealed::share);
  }
}
