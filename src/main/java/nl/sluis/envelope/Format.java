package nl.sluis.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Version 1 of the format in numbers and labels; {@code docs/envelope.md} is the same in words. A version 2 would
 * be a class beside this one.
 */
final class Format {
  static final byte VERSION = 1;

  static final int ID_BYTES = 16;
  static final int SECRET_BYTES = 32;
  static final int KEY_BYTES = 32;

  static final int NONCE_AT = 1;
  static final int NONCE_BYTES = 12;
  static final int COMMITMENT_AT = NONCE_AT + NONCE_BYTES;
  static final int COMMITMENT_BYTES = 32;
  static final int CIPHERTEXT_AT = COMMITMENT_AT + COMMITMENT_BYTES;
  static final int TAG_BYTES = 16;
  static final int SMALLEST_BYTES = CIPHERTEXT_AT + TAG_BYTES;

  static final int LENGTH_BYTES = Integer.BYTES;
  static final int BLOCK_BYTES = 1024;

  static final String ACCESS = "sluis/1 access";
  static final String CONTENT = "sluis/1 content";
  static final String ENVELOPE = "sluis/1 envelope";

  private Format() {}

  /** @return LP of each part: its length as 4 bytes, big endian, then the part */
  static byte[] lengthPrefixed(byte[]... parts) {
    var size = 0;
    for (var part : parts) {
      size += LENGTH_BYTES + part.length;
    }
    var joined = ByteBuffer.allocate(size);
    for (var part : parts) {
      joined.putInt(part.length).put(part);
    }
    return joined.array();
  }

  /** @return the label, then LP(id) */
  static byte[] labelled(String label, byte[] id) {
    var prefix = label.getBytes(US_ASCII);
    var suffix = lengthPrefixed(id);
    return ByteBuffer.allocate(prefix.length + suffix.length).put(prefix).put(suffix).array();
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
