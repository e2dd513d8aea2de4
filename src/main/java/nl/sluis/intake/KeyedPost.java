package nl.sluis.intake;

import nl.sluis.store.Client;

/**
 * A post with an {@code Idempotency-Key}.
 *
 * @param name     of client and key, on this gateway
 * @param uid      as posted, or null
 * @param keyHash  keyed hash of the Idempotency-Key
 * @param bodyHash keyed hash of the body as posted, byte for byte
 * @param wantsConference whether a video service is to make its meeting
 * @param hashes   closed with this
 */
record KeyedPost(Client client, String name, String uid, byte[] keyHash, byte[] bodyHash, boolean wantsConference, IdempotencyHashes hashes)
    implements
      AutoCloseable {
  static KeyedPost of(Client client, String key, RequestBody body, IdempotencyHashes hashes) {
    return new KeyedPost(client, client.id() + " " + key, body.uid(), hashes.keyHash(), hashes.bodyHash(body.bytes()),
        body.wantsConference(), hashes);
  }

  @Override
  public void close() {
    hashes.close();
  }

  @Override
  public String toString() {
    return "KeyedPost[redacted]";
  }
}
