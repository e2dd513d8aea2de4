package nl.sluis.envelope;

import static nl.sluis.envelope.Format.COMMITMENT_BYTES;
import static nl.sluis.envelope.Format.KEY_BYTES;

import java.util.Arrays;

/**
 * What link secret and share give together, for one id: the key, the commitment to it, and the ack. One half alone
 * gives none of them.
 *
 * <p>The commitment is there because AES-GCM does not commit: without it, one ciphertext could be made that opens
 * under two keys.
 */
final class ContentKeys implements AutoCloseable {
  private static final int ACK_BYTES = 32;
  private static final int ACK_AT = KEY_BYTES + COMMITMENT_BYTES;

  private final byte[] key;
  private final byte[] commitment;
  private final byte[] ack;

  /**
   * Any lengths are taken: LP keeps different inputs apart, so a wrong length derives other keys, which open
   * nothing.
   */
  static ContentKeys derive(byte[] linkSecret, byte[] share, byte[] id) {
    var ikm = Format.lengthPrefixed(linkSecret, share);
    var okm = Hkdf.derive(ikm, Format.labelled(Format.CONTENT, id), ACK_AT + ACK_BYTES);
    try {
      return new ContentKeys(okm);
    } finally {
      Arrays.fill(ikm, (byte) 0);
      Arrays.fill(okm, (byte) 0);
    }
  }

  private ContentKeys(byte[] okm) {
    key = Arrays.copyOfRange(okm, 0, KEY_BYTES);
    commitment = Arrays.copyOfRange(okm, KEY_BYTES, ACK_AT);
    ack = Arrays.copyOfRange(okm, ACK_AT, okm.length);
  }

  /** The array itself, wiped on close. */
  byte[] key() {
    return key;
  }

  /** The array itself, wiped on close. */
  byte[] commitment() {
    return commitment;
  }

  /** The array itself, wiped on close. */
  byte[] ack() {
    return ack;
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(commitment, (byte) 0);
    Arrays.fill(ack, (byte) 0);
  }
}
