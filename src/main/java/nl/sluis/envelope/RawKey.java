package nl.sluis.envelope;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A key that is wiped when it is closed. {@code SecretKeySpec} keeps a copy that nobody can wipe, and refuses the
 * empty key that HKDF needs as its salt. Public for the vault of the gateway.
 */
public final class RawKey implements SecretKey, AutoCloseable {
  private static final long serialVersionUID = 1;
  private final String algorithm;
  private final transient byte[] bytes;

  /** @param bytes copied; the caller wipes its own */
  public RawKey(String algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes.clone();
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /** A copy, because the JDK's ciphers wipe what they get. */
  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
