package nl.sluis.envelope;

import static nl.sluis.envelope.Format.BLOCK_BYTES;
import static nl.sluis.envelope.Format.LENGTH_BYTES;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Hides how long a meeting is, up to a block of 1,024 bytes: LP(meeting), then as few zero bytes as fill the last
 * block.
 */
final class Padding {
  private Padding() {}

  /** @return for the caller to wipe */
  static byte[] pad(byte[] meeting) {
    var blocks = (LENGTH_BYTES + meeting.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    return ByteBuffer.allocate(blocks * BLOCK_BYTES).putInt(meeting.length).put(meeting).array();
  }

  /**
   * @return what {@link #pad} was given; the caller wipes both
   * @throws EnvelopeException if {@link #pad} cannot have made this
   */
  static byte[] strip(byte[] padded) throws EnvelopeException {
    // Nothing at all is a multiple of the block too, and has no length to read.
    if (padded.length == 0 || padded.length % BLOCK_BYTES != 0) {
      throw new EnvelopeException();
    }
    var length = Integer.toUnsignedLong(ByteBuffer.wrap(padded).getInt());
    var padding = padded.length - LENGTH_BYTES - length;
    if (length < 1 || padding < 0 || padding >= BLOCK_BYTES) {
      throw new EnvelopeException();
    }
    var end = LENGTH_BYTES + (int) length;
    for (var at = end; at < padded.length; at++) {
      if (padded[at] != 0) {
        throw new EnvelopeException();
      }
    }
    return Arrays.copyOfRange(padded, LENGTH_BYTES, end);
  }
}
