package nl.sluis.keys;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 and an empty salt, as the format of the envelope has it. */
final class Hkdf {
  private static final String HMAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int MAX_BYTES = 255 * HASH_BYTES;

  private Hkdf() {}

  /**
   * @param ikm key material, not empty
   * @return length bytes, at most 8,160
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5869#section-2">RFC 5869 §2</a>
   */
  static byte[] derive(byte[] ikm, byte[] info, int length) {
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException("HKDF gives at most " + MAX_BYTES + " bytes");
    }
    // JCE refuses an empty key; to HMAC, which pads it with zeros, 32 of them are the same.
    var prk = hmac(new byte[HASH_BYTES], ikm);
    var okm = new byte[length];
    var block = new byte[0];
    try {
      for (int done = 0, counter = 1; done < length; done += HASH_BYTES, counter++) {
        var former = block;
        block = hmac(prk, former, info, new byte[] {(byte) counter});
        Arrays.fill(former, (byte) 0);
        System.arraycopy(block, 0, okm, done, Math.min(HASH_BYTES, length - done));
      }
      return okm;
    } finally {
      Arrays.fill(prk, (byte) 0);
      Arrays.fill(block, (byte) 0);
    }
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
