package nl.sluis.envelope;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * HKDF with HMAC-SHA-256, which the JDK 17 does not have. Public for the vault of the gateway.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
 */
public final class Hkdf {
  private static final String HMAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int MAX_BYTES = 255 * HASH_BYTES;
  private static final byte[] EMPTY_SALT = {};

  private Hkdf() {}

  /**
   * With the format's empty salt, which is sound for input that is random already (RFC 5869 §3.1).
   *
   * @param size 1 to 8,160 bytes
   * @return for the caller to wipe
   */
  public static byte[] derive(byte[] ikm, byte[] info, int size) {
    return derive(ikm, EMPTY_SALT, info, size);
  }

  /**
   * @param size 1 to 8,160 bytes
   * @return for the caller to wipe
   */
  static byte[] derive(byte[] ikm, byte[] salt, byte[] info, int size) {
    if (size < 1 || size > MAX_BYTES) {
      throw new IllegalArgumentException("HKDF gives 1 to " + MAX_BYTES + " bytes");
    }
    try {
      var prk = extract(salt, ikm);
      try {
        return expand(prk, info, size);
      } finally {
        Arrays.fill(prk, (byte) 0);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }

  /** RFC 5869 §2.2. */
  private static byte[] extract(byte[] salt, byte[] ikm) throws GeneralSecurityException {
    try (var key = new RawKey(HMAC, salt)) {
      return hmac(key).doFinal(ikm);
    }
  }

  /** RFC 5869 §2.3. */
  private static byte[] expand(byte[] prk, byte[] info, int size) throws GeneralSecurityException {
    var blocks = new byte[(size + HASH_BYTES - 1) / HASH_BYTES * HASH_BYTES];
    try (var key = new RawKey(HMAC, prk)) {
      var mac = hmac(key);
      for (var at = 0; at < blocks.length; at += HASH_BYTES) {
        if (at > 0) {
          mac.update(blocks, at - HASH_BYTES, HASH_BYTES);
        }
        mac.update(info);
        mac.update((byte) (at / HASH_BYTES + 1));
        mac.doFinal(blocks, at);
      }
    }
    if (size == blocks.length) {
      return blocks;
    }
    var okm = Arrays.copyOf(blocks, size);
    Arrays.fill(blocks, (byte) 0);
    return okm;
  }

  private static Mac hmac(RawKey key) throws GeneralSecurityException {
    var mac = Mac.getInstance(HMAC);
    mac.init(key);
    return mac;
  }
}
