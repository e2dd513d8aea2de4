package nl.sluis.webhook;

import java.time.Instant;
import java.util.List;

/**
 * A webhook as the database has it.
 *
 * @param number          how events name it
 * @param address         sealed, with the client's id
 * @param secret          sealed
 * @param formerSecret    sealed; null if there is none
 * @param formerUntil     until when that one signs too
 * @param types           with commas between; null for all
 * @param failingSince    null if nothing failed since the last success
 * @param proven          whether the last attempt was answered 2xx, and soon
 * @param triedAt         null before the first attempt
 * @param answer          of the last attempt, as {@link Answer#word}
 * @param disabledAt      null while it is live
 * @param disabledBecause a word of {@link Disabled}, or of a later version
 */
record Webhook(String id, int number, String clientId, byte[] address, byte[] secret, byte[] formerSecret, Instant formerUntil,
    String types,
    Instant createdAt, Instant failingSince, boolean proven, Instant triedAt, String answer, Instant disabledAt, String disabledBecause,
    String keyId) {
  boolean isLive() {
    return disabledAt == null;
  }

  /** @return null for all */
  List<String> typeList() {
    return types == null ? null : List.of(types.split(","));
  }

  @Override
  public String toString() {
    return "Webhook[" + id + "]";
  }
}
