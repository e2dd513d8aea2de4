package nl.sluis.store;

import java.time.Instant;

/**
 * Where a meeting stands: which of its states is the current one, and whether it is cancelled.
 *
 * @param id          keyed hash of the uid, b64
 * @param sequence    of the newest post, or of its cancellation (RFC 5546, SEQUENCE)
 * @param cancelledAt null while it is not
 * @param seal        the digest of its row as a gateway left it, sealed
 */
public record Standing(String id, String clientId, int sequence, Instant cancelledAt, Instant createdAt, Instant changedAt, String keyId,
    byte[] seal) {
  public boolean isCancelled() {
    return cancelledAt != null;
  }

  /** @return what the seal holds */
  byte[] digest() {
    return new StateDigest(1).first(id, clientId, sequence, cancelledAt, createdAt, changedAt).toBytes();
  }

  Standing sealed(String byKey, byte[] bySeal) {
    return new Standing(id, clientId, sequence, cancelledAt, createdAt, changedAt, byKey, bySeal);
  }

  @Override
  public String toString() {
    return "Standing[" + id + "]";
  }
}
