package nl.sluis.link;

import java.time.Instant;
import nl.sluis.store.Invitation;

/**
 * A try that is counted, and not compared yet.
 *
 * @param invitation with this try counted
 * @param range      the name by which it was counted for the visitor's address range, or null
 * @param number     the name by which a code was counted for its phone number, or null
 * @param at         when it was counted
 */
record Tried(Invitation invitation, String range, String number, Instant at) {
  String id() {
    return invitation.id();
  }
}
