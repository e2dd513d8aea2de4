package nl.sluis.incident;

import java.time.Instant;
import java.util.List;
import nl.sluis.keys.KeyFamily;
import nl.sluis.store.Level;
import nl.sluis.store.Lifetimes;

/**
 * A key that somebody else has, and when it sealed.
 *
 * @param family    {@code store} or {@code outbox}
 * @param state     {@code pending}, {@code active}, {@code retired} or {@code destroyed}
 * @param createdAt before anything was sealed under it
 * @param retiredAt null until then, and of one that was destroyed before it sealed anything
 * @param sealedFrom since when mails had left that it sealed: in a test gateway a day before it was made
 */
public record CompromisedKey(String id, String family, String state, Instant createdAt, Instant retiredAt,
    Instant sealedFrom) {
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  KeyFamily keyFamily() {
    return KeyFamily.valueOf(family.toUpperCase(java.util.Locale.ROOT));
  }

  /** False of a key that a crash left unused, or that was destroyed unused. */
  boolean hasSealed() {
    return state.equals("active") || retiredAt != null;
  }

  /**
   * What was posted later was never sealed under it. What was posted before was: at its post, or re-sealed when the key
   * became the active one; and a later key does not change what it had sealed. While it is active, nothing is later.
   */
  Instant madeUntil() {
    return retiredAt == null || hasWrongTimes() ? NEVER : retiredAt.plus(Lifetimes.SLACK);
  }

  /** What was erased before was never sealed under it. */
  Instant sealedSince() {
    return hasWrongTimes() ? Instant.EPOCH : sealedFrom;
  }

  /** A link that had left before an outbox key was made was never sealed under it. */
  Instant mailedSince() {
    return keyFamily() == KeyFamily.OUTBOX ? sealedSince() : Instant.EPOCH;
  }

  /** An outbox key seals links, and of those that the sender sealed the gateway never had one. */
  List<Level> levels() {
    return keyFamily() == KeyFamily.OUTBOX ? List.of(Level.SEALED_AT_INTAKE) : List.of(Level.values());
  }

  /** A notice that was owed earlier was no longer there to be sealed; a store key seals none. */
  Instant noticeSince() {
    return keyFamily() == KeyFamily.OUTBOX ? sealedSince().minus(Lifetimes.NOTICE) : NEVER;
  }

  boolean isOfTestMessages() {
    return sealedFrom.isBefore(createdAt);
  }

  /** Somebody set the database's clock back in its life: then its times tell nothing, and it may have sealed everything. */
  boolean hasWrongTimes() {
    return retiredAt != null && retiredAt.isBefore(createdAt);
  }
}
