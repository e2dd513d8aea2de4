package nl.sluis.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import nl.sluis.secret.Hashes;

/** How a post is recognized: by keyed hashes of its Idempotency-Key and its body. Also a pad that hides the uid that was drawn for it. */
final class IdempotencyHashes implements AutoCloseable {
  private final byte[] postKey;

  /** @param postKey 32 bytes, wiped at the end */
  IdempotencyHashes(byte[] postKey) {
    this.postKey = postKey;
  }

  byte[] keyHash() {
    return hash("key", new byte[0]);
  }

  byte[] bodyHash(byte[] body) {
    return hash("body", body);
  }

  /** The pad is of these ids, so no two uids are under the same. */
  byte[] mask(String uid, byte[] ids) {
    var drawn = UUID.fromString(uid);
    return masked(ByteBuffer.allocate(16).putLong(drawn.getMostSignificantBits()).putLong(drawn.getLeastSignificantBits()).array(), ids);
  }

  String unmask(byte[] masked, byte[] ids) {
    var drawn = ByteBuffer.wrap(masked(masked, ids));
    return new UUID(drawn.getLong(), drawn.getLong()).toString();
  }

  private byte[] masked(byte[] bytes, byte[] ids) {
    var pad = hash("uid", ids);
    for (var at = 0; at < bytes.length; at++) {
      bytes[at] ^= pad[at];
    }
    return bytes;
  }

  private byte[] hash(String purpose, byte[] value) {
    return Hashes.hmac(postKey, purpose.getBytes(StandardCharsets.US_ASCII), new byte[1], value);
  }

  @Override
  public void close() {
    Arrays.fill(postKey, (byte) 0);
  }
}
