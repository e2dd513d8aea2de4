package nl.sluis.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;

/** Tells UTF-8 from other bytes, without leaving the text in memory. */
final class Utf8 {
  private Utf8() {}

  /**
   * @return false for what {@code new String(bytes, UTF_8)} would silently replace: overlong forms, surrogates, a
   * cut character
   */
  static boolean isValid(byte[] bytes) {
    // No character takes fewer bytes than chars, so this never overflows.
    var text = CharBuffer.allocate(bytes.length);
    try {
      return !UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true).isError();
    } finally {
      Arrays.fill(text.array(), '\0');
    }
  }
}
