package nl.sluis.outbox;

import nl.sluis.keys.Sealed;

/**
 * A mail that will wait in the outbox, sealed before the transaction that stores it.
 *
 * @param id      of its row, to which the payload is bound
 * @param payload sealed
 */
public record SealedMail(String id, String invitationId, String kind, Sealed payload) {
  @Override
  public String toString() {
    return "SealedMail[" + id + "]";
  }
}
