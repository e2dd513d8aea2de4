package nl.sluis.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.sluis.feed.EventType;

/** Ends live invitations: in the same transaction everything is erased that could open them, reach the invitee or send the link. */
public final class Endings {
  private final Contacts contacts;

  public Endings(Contacts contacts) {
    this.contacts = contacts;
  }

  /**
   * Ends an invitation that was live when it was read.
   *
   * @param attention what the scheduler should look at, null if nothing
   * @return false if it had ended meanwhile
   * @throws nl.sluis.problem.ProblemException 410, tampered, if its contact does not open
   */
  public boolean end(Tx tx, Invitation invitation, InvitationState to, Attention attention) {
    return !end(tx, List.of(invitation.id()), to, attention, 0).isEmpty();
  }

  /**
   * Ends all of these, which are live and locked. What is beside the row of one and not as a gateway left it ends it as tampered.
   *
   * @param detail of the events that tell of it
   * @return those that it ended as asked
   */
  public Set<String> endAll(Tx tx, List<Invitation> invitations, InvitationState to, int detail) {
    var whole = new ArrayList<String>();
    for (var one : invitations) {
      if (isWhole(tx, one)) {
        whole.add(one.id());
      } else {
        tx.invitations().rows().eraseTampered(one.id());
        tx.invitations().eraseCode(one.id());
        tx.dao(OpeningDao.class).eraseTickets(List.of(one.id()));
      }
    }
    return end(tx, whole, to, null, detail);
  }

  private Set<String> end(Tx tx, List<String> ids, InvitationState to, Attention attention, int detail) {
    var endings = new ArrayList<InvitationDao.Ending>();
    var dao = tx.invitations();
    for (var id : dao.rows().lockAll(ids)) {
      var held = dao.rows().hold(id).orElseThrow();
      if (held.isOpenAt(tx.now()) && tx.openings().holds(held)) {
        tx.openings().eraseTickets(held);
        var kept = contacts.seal(id, contacts.open(held.toInvitation()).afterTheEnd());
        endings.add(new InvitationDao.Ending(id, kept.keyId(), kept.bytes()));
      }
    }
    dao.end(endings, to, attention, detail);
    var ended = new HashSet<String>();
    endings.forEach(ending -> ended.add(ending.id()));
    return ended;
  }

  /**
   * Takes back one that was live when it was read, or that is tampered. Of what cannot be believed all goes, so that it stays dead though
   * somebody puts back what he changed; its attention says why.
   *
   * @return false if it had ended meanwhile
   */
  public boolean revoke(Tx tx, Invitation invitation) {
    if (invitation.isLiveAt(tx.now()) && isWhole(tx, invitation)) {
      return end(tx, invitation, InvitationState.REVOKED, null);
    }
    tx.events().add(EventType.REVOKED, invitation.clientId(), invitation.id(), Attention.TAMPERED.number());
    var one = List.of(invitation.id());
    var dao = tx.dao(VoidingDao.class);
    dao.eraseCodes(one);
    dao.eraseMailsOwed(one);
    tx.dao(OpeningDao.class).eraseTickets(one);
    dao.eraseEnvelopes(one);
    return dao.end(one, Attention.TAMPERED.word(), tx.now()) == 1;
  }

  private boolean isWhole(Tx tx, Invitation invitation) {
    return contacts.holds(invitation) && tx.invitations().rows().hold(invitation.id()).filter(tx.openings()::holds).isPresent();
  }
}
