package nl.sluis.envelope;

import static nl.sluis.envelope.Format.CIPHERTEXT_AT;
import static nl.sluis.envelope.Format.COMMITMENT_AT;
import static nl.sluis.envelope.Format.NONCE_AT;

import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/** Opens what {@link Sealer} sealed, or refuses: there is no third answer, and all refusals are alike. */
public final class Opener {
  private Opener() {}

  /**
   * Opens one envelope. What opens was sealed whole, for this id, by somebody who had link secret and share; it
   * does not say by whom.
   *
   * @param envelope   version (1 byte), nonce (12), commitment (32), ciphertext, tag (16)
   * @param linkSecret 32 bytes
   * @param share      32 bytes
   * @param id         16 bytes
   * @return the meeting as JSON, UTF-8, at least 1 byte; for the caller to wipe
   * @throws EnvelopeException for every other combination of the four
   */
  public static byte[] open(byte[] envelope, byte[] linkSecret, byte[] share, byte[] id) throws EnvelopeException {
    if (envelope.length < Format.SMALLEST_BYTES || envelope[0] != Format.VERSION) {
      throw new EnvelopeException();
    }
    try (var keys = ContentKeys.derive(linkSecret, share, id)) {
      // In constant time: byte by byte, the time would tell how much of a guess was right.
      if (!MessageDigest.isEqual(keys.commitment(), Arrays.copyOfRange(envelope, COMMITMENT_AT, CIPHERTEXT_AT))) {
        throw new EnvelopeException();
      }
      var padded = decrypt(envelope, keys.key(), id);
      try {
        return meeting(padded);
      } finally {
        Arrays.fill(padded, (byte) 0);
      }
    }
  }

  /** @return 32 bytes that only a holder of link secret and share can compute; for the caller to wipe */
  public static byte[] ack(byte[] linkSecret, byte[] share, byte[] id) {
    try (var keys = ContentKeys.derive(linkSecret, share, id)) {
      return keys.ack().clone();
    }
  }

  /** @return SHA-256: what the gateway keeps of an ack */
  public static byte[] ackHash(byte[] ack) {
    return Format.sha256(ack);
  }

  private static byte[] decrypt(byte[] envelope, byte[] key, byte[] id) throws EnvelopeException {
    var nonce = Arrays.copyOfRange(envelope, NONCE_AT, COMMITMENT_AT);
    var sealed = Arrays.copyOfRange(envelope, CIPHERTEXT_AT, envelope.length);
    try {
      return AesGcm.open(key, nonce, Format.labelled(Format.ENVELOPE, id), sealed);
    } catch (AEADBadTagException e) {
      throw new EnvelopeException();
    }
  }

  private static byte[] meeting(byte[] padded) throws EnvelopeException {
    var meeting = Padding.strip(padded);
    if (!Utf8.isValid(meeting)) {
      Arrays.fill(meeting, (byte) 0);
      throw new EnvelopeException();
    }
    return meeting;
  }
}
