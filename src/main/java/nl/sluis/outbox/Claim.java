package nl.sluis.outbox;

import java.util.function.Supplier;
import nl.sluis.store.Invitation;

/**
 * A mail that this gateway may send, and nobody else, until the lease ends. All that is needed to write it was read with it.
 *
 * @param entry      as it was before the claim
 * @param lease      shows whose claim it is: who comes back after it ended must not be taken for who holds the mail now
 * @param invitation judged when it is asked for; null for a notice
 * @param readAt     when it was read, by {@link System#nanoTime}
 */
record Claim(OutboxEntry entry, String lease, Supplier<Invitation> invitation, long readAt) {
  String id() {
    return entry.id();
  }

  /** @return the number of its row */
  long number() {
    return entry.number();
  }

  /** @return hand-overs begun, this one included */
  int attempt() {
    return entry.attempts() + 1;
  }

  @Override
  public String toString() {
    return "Claim[" + entry + "]";
  }
}
