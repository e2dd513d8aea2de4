package nl.sluis.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A meeting has one padded form: another would be an envelope that no sealer makes. */
class PaddingTest {
  @Test
  void theLastBlockHasAtLeastOneByteOfTheMeeting() throws EnvelopeException {
    for (var length : new int[] {1, 1019, 1020, 1021, 2044, 2045}) {
      var meeting = new byte[length];
      Arrays.fill(meeting, (byte) 'x');
      var padded = Padding.pad(meeting);
      assertThat(Padding.strip(padded)).isEqualTo(meeting);

      var aBlockMore = ByteBuffer.allocate(padded.length + 1024).put(padded).array();
      assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> Padding.strip(aBlockMore));
    }
  }
}
