package nl.sluis.intake;

import java.time.Instant;

/**
 * What is kept of a post, so that the same one gets the same answer. Nothing of the body.
 *
 * @param keyHash   keyed hash of the Idempotency-Key
 * @param bodyHash  keyed hash of the body as posted, byte for byte
 * @param ids       16 bytes for each invitation, in order
 * @param maskedUid a drawn uid under a pad; null if the body has one
 * @param state     the one answered first
 * @param lapsesAt  when its invitations expire
 */
public record IdempotencyRecord(String clientId, byte[] keyHash, byte[] bodyHash, byte[] ids, byte[] maskedUid, String level, String state,
    Instant lapsesAt, Instant postedAt) {
  @Override
  public String toString() {
    return "IdempotencyRecord[redacted]";
  }
}
