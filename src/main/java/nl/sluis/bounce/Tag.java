package nl.sluis.bounce;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.envelope.Base64Url;
import nl.sluis.mail.ReturnPath;
import nl.sluis.secret.Hashes;

/**
 * What stands behind the plus sign of a return path: the invitation's id and the first 8 bytes of its HMAC-SHA-256, 24 bytes in all, as 39 letters.
 * Nobody can try 2^64 of them out by mail, and what is at stake is a notice.
 */
final class Tag {
  private static final int ID_BYTES = 16;
  private static final int BYTES = 24;

  private Tag() {}

  /** @param id 22 characters */
  static String of(byte[] key, String id) {
    var bytes = Arrays.copyOf(Base64Url.decode(id), BYTES);
    System.arraycopy(mac(key, bytes), 0, bytes, ID_BYTES, BYTES - ID_BYTES);
    return Base32.encode(bytes);
  }

  /** @param tag in any case. @return the id that it names; empty if it was not made with this key */
  static Optional<String> id(byte[] key, String tag) {
    return Optional.of(tag).filter(text -> text.length() == ReturnPath.TAG).flatMap(Base32::decode).filter(
        bytes -> MessageDigest.isEqual(Arrays.copyOf(mac(key, bytes), BYTES - ID_BYTES), Arrays.copyOfRange(bytes, ID_BYTES, BYTES)))
        .map(bytes -> Base64Url.encode(Arrays.copyOf(bytes, ID_BYTES)));
  }

  private static byte[] mac(byte[] key, byte[] bytes) {
    return Hashes.hmac(key, Arrays.copyOf(bytes, ID_BYTES));
  }
}
