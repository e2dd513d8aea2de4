package nl.sluis.store;

import nl.sluis.keys.StaleKeyException;

/** Ends live invitations: in the same transaction everything is erased that could open them, reach the invitee or send the link. */
public final class Endings {
  private final Contacts contacts;

  public Endings(Contacts contacts) {
    this.contacts = contacts;
  }

  /**
   * Ends an invitation that was live when it was read.
   *
   * @param to        {@code LOCKED}, {@code REVOKED} or {@code UNDELIVERABLE}
   * @param attention what the scheduler should look at, null if nothing
   * @return false if it had ended meanwhile
   */
  public boolean end(Tx tx, Invitation invitation, InvitationState to, String attention) {
    var id = invitation.id();
    var kept = contacts.seal(id, contacts.open(invitation).withoutAddresses());
    var dao = tx.invitations();
    if (!dao.end(id, to.word(), attention, kept.keyId(), kept.bytes(), tx.now())) {
      if (dao.byId(id).filter(i -> i.stateAt(tx.now()).isLive()).isPresent()) {
        throw new StaleKeyException("invitation", kept.keyId());
      }
      return false;
    }
    dao.eraseCode(id);
    dao.eraseMailOwed(id);
    return true;
  }
}
