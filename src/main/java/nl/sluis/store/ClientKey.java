package nl.sluis.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key of a client, as the database has it.
 *
 * @param keyHash   SHA-256 of the key
 * @param expiresAt null if it never expires
 * @param revokedAt null until then
 */
record ClientKey(byte[] keyHash, Instant createdAt, Instant expiresAt, Instant revokedAt) {
  private static final int ID_BYTES = 4;

  /** @return what people and logs call it: the first eight hexadecimal digits of its digest */
  static String id(byte[] keyHash) {
    return HexFormat.of().formatHex(Arrays.copyOf(keyHash, ID_BYTES));
  }

  String id() {
    return id(keyHash);
  }

  boolean isValidAt(Instant now) {
    return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
  }
}
