package nl.sluis.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A password as the characters that a {@link java.security.KeyStore} asks for: wiped, with the bytes it came from, when closed. */
final class Passphrase implements AutoCloseable {
  private final byte[] bytes;
  private final char[] characters;

  /** @param utf8 wiped too */
  Passphrase(byte[] utf8) {
    bytes = utf8;
    var decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
    characters = Arrays.copyOf(decoded.array(), decoded.limit());
    Arrays.fill(decoded.array(), '\0');
  }

  /** @return the characters themselves, no copy */
  char[] characters() {
    return characters;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(characters, '\0');
  }
}
