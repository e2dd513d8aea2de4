package nl.sluis.bounce;

import java.util.Locale;
import java.util.Optional;

/** Base32 in lower case and without padding (RFC 4648 §6): mail servers change the case of a local part, and keep these letters. */
final class Base32 {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;

  private Base32() {}

  static String encode(byte[] bytes) {
    var text = new StringBuilder();
    for (var bit = 0; bit < bytes.length * Byte.SIZE; bit += BITS) {
      var five = 0;
      for (var at = bit; at < bit + BITS; at++) {
        five = five << 1 | (at < bytes.length * Byte.SIZE ? bytes[at / Byte.SIZE] >> 7 - at % Byte.SIZE & 1 : 0);
      }
      text.append(ALPHABET.charAt(five));
    }
    return text.toString();
  }

  /** @return empty if it is no whole number of bytes, or its last bits are not zero */
  static Optional<byte[]> decode(String text) {
    var bytes = new byte[text.length() * BITS / Byte.SIZE];
    for (var bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      var five = ALPHABET.indexOf(Character.toLowerCase(text.charAt(bit / BITS)));
      bytes[bit / Byte.SIZE] |= (byte) ((five >> BITS - 1 - bit % BITS & 1) << 7 - bit % Byte.SIZE);
    }
    return encode(bytes).equals(text.toLowerCase(Locale.ROOT)) ? Optional.of(bytes) : Optional.empty();
  }
}
