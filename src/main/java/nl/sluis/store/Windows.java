package nl.sluis.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The ends of visitors' windows in one transaction: by an acknowledgement, or by time. What nobody may fetch any more is erased. */
public final class Windows {
  private final OpeningDao dao;
  private final InvitationDao invitationDao;
  private final Invitations invitations;
  private final Openings openings;

  Windows(OpeningDao dao, InvitationDao invitationDao, Invitations invitations, Openings openings) {
    this.dao = dao;
    this.invitationDao = invitationDao;
    this.invitations = invitations;
    this.openings = openings;
  }

  /**
   * Erases what the visitor has acknowledged, unless there are openings left, or another visitor may still fetch it. Of a row that is not as a
   * gateway left it too: whoever could change it could erase it as well, so nothing is lost, and nobody is told that something is erased that is
   * not. It then stays known as tampered.
   *
   * @param since    when those opened who may still fetch it
   * @param shrinker what is left of the contact after the end, null if it stays as it is
   */
  public void acknowledge(String id, byte[] ticketHash, Instant since, Function<Invitation, byte[]> shrinker, Instant now) {
    invitations.rows().write();
    var held = invitations.rows().hold(id);
    if (held.isEmpty()) {
      invitationDao.eraseTampered(id, now);
      invitationDao.eraseEnvelopes(List.of(id));
      invitationDao.eraseMailsOwed(List.of(id));
      return;
    }
    var invitation = held.get().toInvitation();
    if (invitation.openings() > 1) {
      openings.change(held.get(), invitation, one -> Openings.isOf(one, ticketHash) && !one.acknowledged() ? one.acknowledge() : one);
    }
    if (isOver(invitation, since)) {
      erase(held.get(), invitation, shrinker);
    }
  }

  /**
   * Nothing more is handed out by tickets from before a moment, acknowledged or not.
   *
   * @return how many invitations it concerned, at most twice the batch
   */
  int closeWindows(Instant since, int batch, Function<Invitation, byte[]> shrinker, Instant now) {
    var lapsed = new ArrayList<>(dao.lapsed(since, batch));
    lapsed.addAll(dao.lapsedOfSeveral(since, batch));
    if (lapsed.isEmpty()) {
      return 0;
    }
    var believed = invitations.rows().lockAll(lapsed);
    for (var id : lapsed) {
      if (believed.contains(id)) {
        closeWindow(invitations.rows().hold(id).orElseThrow(), since, shrinker);
      } else {
        invitationDao.eraseTampered(id, now);
        invitationDao.eraseEnvelopes(List.of(id));
        dao.eraseTickets(List.of(id));
        invitationDao.eraseTicket(id);
      }
    }
    return lapsed.size();
  }

  private void closeWindow(HeldInvitation held, Instant since, Function<Invitation, byte[]> shrinker) {
    var invitation = held.toInvitation();
    if (invitation.openings() > 1) {
      openings.change(held, invitation, one -> one.ticketHash() != null && !one.openedAt().isAfter(since) ? one.withoutTicket() : one);
      if (openings.rows(invitation).stream().anyMatch(one -> one.ticketHash() != null)) {
        return;
      }
    }
    held.closeWindow();
    if (invitation.endedAt() != null) {
      erase(held, invitation, shrinker);
    }
  }

  private boolean isOver(Invitation invitation, Instant since) {
    return invitation.endedAt() != null && (invitation.openings() == 1
        || openings.rows(invitation).stream().allMatch(one -> one.acknowledged() || !one.openedAt().isAfter(since)));
  }

  private void erase(HeldInvitation held, Invitation invitation, Function<Invitation, byte[]> shrinker) {
    if (held.hasContent()) {
      held.keepContact(shrinker.apply(invitation));
      held.eraseContent();
      invitationDao.eraseCodes(List.of(invitation.id()));
    }
  }
}
