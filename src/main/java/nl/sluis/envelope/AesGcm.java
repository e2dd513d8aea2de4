package nl.sluis.envelope;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with a nonce of 12 bytes and a tag of 16. Two seals under one key and nonce undo it, so only the
 * {@link Sealer} seals, with a key that serves one envelope.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5116#section-5.2">RFC 5116 §5.2</a>
 */
final class AesGcm {
  private AesGcm() {}

  /** @return ciphertext and tag */
  static byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    try {
      return run(Cipher.ENCRYPT_MODE, key, nonce, associated, plaintext);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /**
   * @param sealed ciphertext and tag, at least 16 bytes
   * @return the plaintext, for the caller to wipe
   * @throws AEADBadTagException if anything differs from what was sealed
   */
  static byte[] open(byte[] key, byte[] nonce, byte[] associated, byte[] sealed) throws AEADBadTagException {
    try {
      return run(Cipher.DECRYPT_MODE, key, nonce, associated, sealed);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static byte[] run(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] input)
      throws GeneralSecurityException {
    try (var aes = new RawKey("AES", key)) {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, aes, new GCMParameterSpec(Format.TAG_BYTES * Byte.SIZE, nonce));
      cipher.updateAAD(associated);
      return cipher.doFinal(input);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("Every JDK has AES-256-GCM", e);
  }
}
