package nl.sluis.envelope;

import java.util.Base64;

/** Spells binary as base64url without padding (RFC 4648 §5), so that every value has exactly one spelling. */
public final class Base64Url {
  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @return the bytes that {@link #encode} spells as this text
   * @throws IllegalArgumentException for any other text: padding, whitespace, another alphabet, an impossible
   *     length, unused bits that are not zero (RFC 4648 §3.5); the message does not repeat the text
   */
  public static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Without its cause: the JDK's message quotes what it stumbled on.
      throw refusal();
    }
    // The JDK takes padding and loose unused bits. What it took must be what we would have written.
    if (!encode(bytes).equals(text)) {
      throw refusal();
    }
    return bytes;
  }

  private static IllegalArgumentException refusal() {
    return new IllegalArgumentException("Not base64url without padding");
  }
}
