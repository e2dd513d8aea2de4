package nl.sluis.envelope;

import java.util.Arrays;

/**
 * What sealing gives. Link secret and share go separate ways; the rest may be stored as it is. All arrays are the
 * ones held here, so that closing wipes the two secrets wherever they were handed to.
 */
public final class SealedMeeting implements AutoCloseable {
  private final byte[] linkSecret;
  private final byte[] share;
  private final byte[] envelope;
  private final byte[] accessHash;
  private final byte[] ackHash;
  private boolean closed;

  SealedMeeting(byte[] linkSecret, byte[] share, byte[] envelope, byte[] accessHash, byte[] ackHash) {
    this.linkSecret = linkSecret;
    this.share = share;
    this.envelope = envelope;
    this.accessHash = accessHash;
    this.ackHash = ackHash;
  }

  /** @return 32 bytes, for the mail only */
  public byte[] linkSecret() {
    return unlessWiped(linkSecret);
  }

  /** @return 32 bytes, for the gateway only */
  public byte[] share() {
    return unlessWiped(share);
  }

  /** @return version (1 byte), nonce (12), commitment (32), ciphertext, tag (16) */
  public byte[] envelope() {
    return envelope;
  }

  /** @return SHA-256 of the access, by which an invitation is found */
  public byte[] accessHash() {
    return accessHash;
  }

  /** @return SHA-256 of the value that only an opener can send back */
  public byte[] ackHash() {
    return ackHash;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(linkSecret, (byte) 0);
    Arrays.fill(share, (byte) 0);
  }

  private byte[] unlessWiped(byte[] secret) {
    if (closed) {
      throw new IllegalStateException("The sealed meeting was wiped");
    }
    return secret;
  }
}
