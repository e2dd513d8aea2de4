package nl.sluis.store;

import java.time.Instant;

/**
 * A key that was just made.
 *
 * @param key       32 random bytes, of which the database keeps SHA-256 only; the caller shows them once and wipes them
 * @param id        the first eight hexadecimal digits of that digest
 * @param expiresAt null if it never expires
 */
public record NewKey(byte[] key, String id, Instant expiresAt) {
  @Override
  public String toString() {
    return "NewKey[" + id + "]";
  }
}
