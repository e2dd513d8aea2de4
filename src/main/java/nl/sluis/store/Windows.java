package nl.sluis.store;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import nl.sluis.feed.EventType;
import nl.sluis.feed.Events;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** The ends of visitors' windows in one transaction: by an acknowledgement, or by time. What nobody may fetch any more is erased. */
public final class Windows {
  private final OpeningDao dao;
  private final InvitationDao invitationDao;
  private final Invitations invitations;
  private final Openings openings;
  private final Events events;

  Windows(OpeningDao dao, InvitationDao invitationDao, Invitations invitations, Openings openings, Events events) {
    this.dao = dao;
    this.invitationDao = invitationDao;
    this.invitations = invitations;
    this.openings = openings;
    this.events = events;
  }

  /**
   * Erases what the visitor has acknowledged, unless there are openings left, or another visitor may still fetch it. Of a row that is not as a
   * gateway left it too: whoever could change it could erase it as well, so nothing is lost, and nobody is told that something is erased that is
   * not. It then stays known as tampered.
   *
   * @param since    when those opened who may still fetch it
   * @param shrinker what is left of the contact after the end, null if it stays as it is
   */
  public void acknowledge(String id, byte[] ticketHash, Instant since, Function<Invitation, byte[]> shrinker) {
    invitations.rows().write();
    changeOrErase(id, held -> {
      var invitation = held.toInvitation();
      if (invitation.openings() == 1
          ? held.hasContent()
          : openings.change(held, invitation, one -> Openings.isOf(one, ticketHash) && !one.acknowledged() ? one.acknowledge() : one)) {
        events.add(EventType.ACKNOWLEDGED, invitation.clientId(), id, opening(invitation, ticketHash));
      }
      if (isOver(invitation, since)) {
        erase(held, invitation, shrinker);
      }
    });
  }

  /** @return which opening this ticket is of, from 1 */
  private int opening(Invitation invitation, byte[] ticketHash) {
    var rows = invitation.openings() == 1 ? List.<Opening>of() : openings.rows(invitation);
    return 1 + IntStream.range(0, rows.size()).filter(at -> Openings.isOf(rows.get(at), ticketHash)).findFirst().orElse(0);
  }

  /** @return false if it was not as a gateway left it, in its row or beside it, and so was erased */
  private boolean changeOrErase(String id, Consumer<HeldInvitation> change) {
    try {
      var held = invitations.rows().hold(id);
      if (held.isPresent()) {
        change.accept(held.get());
        return true;
      }
    } catch (ProblemException e) {
      if (e.problem() != Problem.GONE) {
        throw e;
      }
    }
    invitations.rows().eraseTampered(id);
    return false;
  }

  /**
   * Nothing more is handed out by tickets from before a moment, acknowledged or not.
   *
   * @return how many invitations it concerned, at most twice the batch
   */
  int closeWindows(Instant since, int batch, Function<Invitation, byte[]> shrinker) {
    var several = Set.copyOf(dao.lapsedOfSeveral(since, batch));
    var lapsed = new LinkedHashSet<>(dao.lapsed(since, batch));
    lapsed.addAll(several);
    if (lapsed.isEmpty()) {
      return 0;
    }
    invitations.rows().lockAll(List.copyOf(lapsed));
    for (var id : lapsed) {
      // One that cannot be believed holds up no other.
      if (!changeOrErase(id, held -> closeWindow(held, several.contains(id), since, shrinker))) {
        dao.eraseTickets(List.of(id));
        invitationDao.eraseTicket(id);
      }
    }
    return lapsed.size();
  }

  /** @param hasRows whether a ticket stands in a row of an opening */
  private void closeWindow(HeldInvitation held, boolean hasRows, Instant since, Function<Invitation, byte[]> shrinker) {
    var invitation = held.toInvitation();
    if (hasRows || invitation.openings() > 1) {
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
