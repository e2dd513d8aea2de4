package nl.sluis.envelope;

import static nl.sluis.envelope.Format.ID_BYTES;
import static nl.sluis.envelope.Format.NONCE_BYTES;
import static nl.sluis.envelope.Format.SECRET_BYTES;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Seals a meeting so that it takes two secrets to open: one for the mail, one for the gateway. Both are drawn here,
 * anew for every envelope; no caller brings a key or a nonce. May be used by many threads.
 */
public final class Sealer {
  /** A meeting of 64 KiB, and room for the uid that the gateway may add. */
  public static final int MAX_PLAINTEXT_BYTES = 66_560;

  private final SecureRandom random;

  public Sealer(SecureRandom random) {
    this.random = random;
  }

  /**
   * Seals one meeting for one invitee. Hides and protects the plaintext; hides its length up to 1,024 bytes only,
   * and does not say who sealed it.
   *
   * @param plaintext the meeting as JSON, UTF-8, 1 to 66,560 bytes; neither changed nor kept
   * @param id        16 bytes, bound to key and ciphertext: the envelope opens as this invitation only
   * @return the envelope with its two secrets, to be closed
   * @throws IllegalArgumentException if the plaintext is empty, longer or not UTF-8, or the id is not 16 bytes
   */
  public SealedMeeting seal(byte[] plaintext, byte[] id) {
    return sealWithGivenRandomness(plaintext, id, draw(SECRET_BYTES), draw(SECRET_BYTES), draw(NONCE_BYTES));
  }

  /**
   * For vectors: whoever seals twice with the same three values gives both meetings away.
   *
   * @param linkSecret held by what is returned, and wiped with it; so is the share
   */
  static SealedMeeting sealWithGivenRandomness(
      byte[] plaintext, byte[] id, byte[] linkSecret, byte[] share, byte[] nonce) {
    if (plaintext.length < 1 || plaintext.length > MAX_PLAINTEXT_BYTES) {
      throw new IllegalArgumentException("A meeting has 1 to " + MAX_PLAINTEXT_BYTES + " bytes");
    }
    if (!Utf8.isValid(plaintext)) {
      // No opener would take it, and the secrets that could tell why are gone by then.
      throw new IllegalArgumentException("A meeting is UTF-8");
    }
    if (id.length != ID_BYTES) {
      throw new IllegalArgumentException("An id has " + ID_BYTES + " bytes");
    }
    try (var keys = ContentKeys.derive(linkSecret, share, id)) {
      var envelope = envelope(plaintext, id, keys, nonce);
      return new SealedMeeting(linkSecret, share, envelope, accessHash(linkSecret), Opener.ackHash(keys.ack()));
    }
  }

  private static byte[] envelope(byte[] plaintext, byte[] id, ContentKeys keys, byte[] nonce) {
    var padded = Padding.pad(plaintext);
    try {
      var sealed = AesGcm.seal(keys.key(), nonce, Format.labelled(Format.ENVELOPE, id), padded);
      return ByteBuffer.allocate(Format.CIPHERTEXT_AT + sealed.length)
          .put(Format.VERSION).put(nonce).put(keys.commitment()).put(sealed).array();
    } finally {
      Arrays.fill(padded, (byte) 0);
    }
  }

  private static byte[] accessHash(byte[] linkSecret) {
    try (var secret = LinkSecret.of(linkSecret)) {
      var access = secret.access();
      var hash = LinkSecret.accessHash(access);
      Arrays.fill(access, (byte) 0);
      return hash;
    }
  }

  private byte[] draw(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
