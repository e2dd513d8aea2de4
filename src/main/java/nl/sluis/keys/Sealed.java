package nl.sluis.keys;

/**
 * What the database keeps of a plaintext.
 *
 * @param keyId the key that opens it: the row's {@code key_id}
 * @param bytes version (1 byte), nonce (12), ciphertext, tag (16)
 */
public record Sealed(String keyId, byte[] bytes) {
  @Override
  public String toString() {
    return "Sealed[" + keyId + "]";
  }
}
