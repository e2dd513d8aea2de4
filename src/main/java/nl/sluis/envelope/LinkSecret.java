package nl.sluis.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The half that travels by mail: 32 bytes in the fragment of the link. What the gateway may know of it is the
 * access, from which neither secret nor content can be had.
 */
public final class LinkSecret implements AutoCloseable {
  private static final int ACCESS_BYTES = 32;

  private final byte[] bytes;
  private boolean closed;

  private LinkSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param bytes 32 bytes, copied; the caller wipes its own
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static LinkSecret of(byte[] bytes) {
    if (bytes.length != Format.SECRET_BYTES) {
      throw new IllegalArgumentException("A link secret has " + Format.SECRET_BYTES + " bytes");
    }
    return new LinkSecret(bytes.clone());
  }

  /** @return the array itself, so that closing wipes it */
  public byte[] bytes() {
    // Wiped bytes would derive an access that anybody can derive.
    if (closed) {
      throw new IllegalStateException("The link secret was wiped");
    }
    return bytes;
  }

  /** @return 32 bytes that prove the link without showing it; for the caller to wipe */
  public byte[] access() {
    return Hkdf.derive(bytes(), Format.ACCESS.getBytes(US_ASCII), ACCESS_BYTES);
  }

  /** @return SHA-256: what the gateway keeps of an access */
  public static byte[] accessHash(byte[] access) {
    return Format.sha256(access);
  }

  /** @return b64, 43 characters, to follow {@code /i#} in the link. No string can be wiped: keep it nowhere. */
  public String fragment() {
    return Base64Url.encode(bytes());
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }
}
