package nl.sluis.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import nl.sluis.envelope.Hkdf;
import nl.sluis.envelope.RawKey;

/**
 * Seals what the database keeps. Hides and protects a value, and binds it to its column, its row and its key: elsewhere
 * it does not open. It does not hide the value's length, nor notice that a row was deleted or put back to an older
 * value under the same key.
 *
 * <p>A value is version ‖ nonce ‖ ciphertext ‖ tag: AES-256-GCM under a subkey, HKDF-SHA-256 of the key for this place.
 * Each subkey seals a handful of values, so random nonces stay far below their limit (NIST SP 800-38D §8.3).
 */
public final class Vault {
  private static final byte VERSION = 1;
  private static final int VERSION_BYTES = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEADER_BYTES = VERSION_BYTES + NONCE_BYTES;
  private static final String GCM = "AES/GCM/NoPadding";
  private static final byte[] LABEL = "sluis/1 vault".getBytes(StandardCharsets.US_ASCII);

  private final Keys keys;
  private final SecureRandom random;

  public Vault(Keys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * Seals under the active key of the column's family.
   *
   * @param row       the row's id as text
   * @param plaintext not wiped here
   * @return the value, and the key that the row must name
   * @throws StaleKeyException if a rotation wiped the key just now: begin again
   */
  public Sealed seal(SealedColumn column, String row, byte[] plaintext) {
    return seal(column.family(), column.place(), row, plaintext);
  }

  /** @param column table and column, as {@code invitation.share} */
  Sealed seal(KeyFamily family, String column, String row, byte[] plaintext) {
    return seal(keys.active(family), column, row, plaintext);
  }

  /**
   * Seals under the key that another column of the same row is sealed under.
   *
   * @throws StaleKeyException if the key is no more: read the row, or seal its other columns, again
   */
  public Sealed seal(String keyId, SealedColumn column, String row, byte[] plaintext) {
    return seal(keyId, column.place(), row, plaintext);
  }

  /** The same for a rotation, which knows columns by their names. */
  Sealed seal(String keyId, String column, String row, byte[] plaintext) {
    return seal(known(keyId, column), column, row, plaintext);
  }

  private Sealed seal(SealingKey key, String column, String row, byte[] plaintext) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var sealed = new byte[HEADER_BYTES + plaintext.length + TAG_BYTES];
    sealed[0] = VERSION;
    System.arraycopy(nonce, 0, sealed, VERSION_BYTES, NONCE_BYTES);
    try {
      gcm(Cipher.ENCRYPT_MODE, key, place(column, row, key.id()), nonce, column)
          .doFinal(plaintext, 0, plaintext.length, sealed, HEADER_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK seals with AES-256-GCM", e);
    }
    return new Sealed(key.id(), sealed);
  }

  /**
   * @param keyId  the key that the row names
   * @param column as when it was sealed
   * @param row    as when it was sealed
   * @return the plaintext, for the caller to wipe
   * @throws VaultException    whatever is wrong: one kind of failure
   * @throws StaleKeyException if the ring in use lacks this key: a rotation re-sealed the row since it was read, or
   *     another gateway made the key
   */
  public byte[] open(String keyId, SealedColumn column, String row, byte[] sealed) {
    return open(keyId, column.place(), row, sealed);
  }

  /** The same for a rotation, which knows columns by their names. */
  byte[] open(String keyId, String column, String row, byte[] sealed) {
    if (keyId == null || sealed == null || sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] != VERSION) {
      throw new VaultException(column, keyId);
    }
    var key = known(keyId, column);
    var nonce = Arrays.copyOfRange(sealed, VERSION_BYTES, HEADER_BYTES);
    try {
      return gcm(Cipher.DECRYPT_MODE, key, place(column, row, keyId), nonce, column)
          .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
    } catch (AEADBadTagException e) {
      throw new VaultException(column, keyId);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK opens AES-256-GCM", e);
    }
  }

  /**
   * Does not look for the key by itself: who opens a row mostly holds a connection, and looking takes another. All of a
   * pool could wait so for one more. Whoever catches the exception looks, when the transaction is over.
   */
  private SealingKey known(String keyId, String column) {
    return keys.ring().find(keyId).orElseThrow(() -> new StaleKeyException(column, keyId));
  }

  /** Where a value belongs. Lengths come first, so that no two places are spelled alike. */
  private static byte[] place(String... parts) {
    var texts = Arrays.stream(parts).map(part -> part.getBytes(StandardCharsets.UTF_8)).toList();
    var place = ByteBuffer.allocate(texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum());
    texts.forEach(text -> place.putInt(text.length).put(text));
    return place.array();
  }

  private static Cipher gcm(int mode, SealingKey key, byte[] place, byte[] nonce, String column)
      throws GeneralSecurityException {
    var subkey = subkey(key, place, column);
    try (var raw = new RawKey("AES", subkey)) {
      var cipher = Cipher.getInstance(GCM);
      cipher.init(mode, raw, new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce));
      cipher.updateAAD(place);
      return cipher;
    } finally {
      Arrays.fill(subkey, (byte) 0);
    }
  }

  private static byte[] subkey(SealingKey key, byte[] place, String column) {
    byte[] bytes;
    try {
      bytes = key.reveal();
    } catch (IllegalStateException e) {
      throw new StaleKeyException(column, key.id());
    }
    try {
      var info = ByteBuffer.allocate(LABEL.length + place.length).put(LABEL).put(place).array();
      return Hkdf.derive(bytes, info, SealingKey.KEY_BYTES);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
