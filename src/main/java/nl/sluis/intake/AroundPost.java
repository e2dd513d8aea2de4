package nl.sluis.intake;

import java.util.function.Supplier;
import nl.sluis.store.Tx;

/** What else belongs into the transaction of a post: it commits with the invitations, or not at all. */
interface AroundPost {
  AroundPost NOTHING = (tx, store) -> store.get();

  /** @param store stores the invitations; called once in each try of the transaction, or not if this throws */
  InvitationReceipt post(Tx tx, Supplier<InvitationReceipt> store);
}
