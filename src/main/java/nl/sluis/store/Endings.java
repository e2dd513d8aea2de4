package nl.sluis.store;

import java.util.List;
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
  public boolean end(Tx tx, Invitation invitation, InvitationState to, Attention attention) {
    var id = invitation.id();
    var kept = contacts.seal(id, contacts.open(invitation).withoutAddresses());
    var dao = tx.invitations();
    if (!dao.end(id, to, attention, kept.keyId(), kept.bytes(), tx.now())) {
      if (dao.byId(id).filter(i -> i.stateAt(tx.now()).isLive()).isPresent()) {
        throw new StaleKeyException("invitation", kept.keyId());
      }
      return false;
    }
    dao.eraseCode(id);
    dao.eraseMailOwed(id);
    return true;
  }

  /**
   * Takes back one that was live when it was read, or that is tampered. Of what cannot be believed all goes, so that it stays dead though
   * somebody puts back what he changed; its attention says why.
   *
   * @return false if it had ended meanwhile
   */
  public boolean revoke(Tx tx, Invitation invitation) {
    if (invitation.stateAt(tx.now()).isLive() && contacts.holds(invitation)) {
      return end(tx, invitation, InvitationState.REVOKED, null);
    }
    var one = List.of(invitation.id());
    var dao = tx.dao(VoidingDao.class);
    dao.eraseCodes(one);
    dao.eraseMailsOwed(one);
    dao.eraseEnvelopes(one);
    return dao.end(one, Attention.TAMPERED.word(), tx.now()) == 1;
  }
}
