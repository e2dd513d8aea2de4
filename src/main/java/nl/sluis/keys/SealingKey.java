package nl.sluis.keys;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** One key of the ring, closed by wiping its bytes. They leave by {@link #reveal} only, which is easy to search for. */
final class SealingKey implements AutoCloseable {
  static final int KEY_BYTES = 32;
  static final int ID_BYTES = 16;

  private final String id;
  private final KeyFamily family;
  private final byte[] bytes;
  private boolean wiped;

  private SealingKey(String id, KeyFamily family, byte[] bytes) {
    this.id = id;
    this.family = family;
    this.bytes = bytes;
  }

  static SealingKey draw(KeyFamily family, SecureRandom random) {
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return new SealingKey(drawId(random), family, bytes);
  }

  static String drawId(SecureRandom random) {
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** @param bytes 32; copied, the caller wipes its own */
  static SealingKey of(String id, KeyFamily family, byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
    }
    return new SealingKey(id, family, bytes.clone());
  }

  /** @return 22 characters of base64url, drawn at random */
  String id() {
    return id;
  }

  KeyFamily family() {
    return family;
  }

  /**
   * @return a copy, for the caller to wipe
   * @throws IllegalStateException if the key was wiped: without this, whoever copies while another thread wipes would
   *     seal under zeros
   */
  synchronized byte[] reveal() {
    if (wiped) {
      throw new IllegalStateException("key " + id + " was wiped");
    }
    return bytes.clone();
  }

  @Override
  public synchronized void close() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return family.word() + " key " + id;
  }
}
