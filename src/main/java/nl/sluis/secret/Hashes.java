package nl.sluis.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests of the gateway. The database stores them instead of values. */
public final class Hashes {
  private Hashes() {}

  /** For values of 32 random bytes: nobody can try them out, so no key is needed (OWASP ASVS 6.5.2). */
  public static byte[] sha256(byte[] value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** HMAC-SHA-256, for values that could be tried out: codes, numbers, uids. */
  public static byte[] hmac(byte[] key, String value) {
    return hmac(key, value.getBytes(StandardCharsets.UTF_8));
  }

  /** HMAC-SHA-256 of all parts, one after the other. */
  public static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      Arrays.stream(parts).forEach(mac::update);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
