package nl.sluis.store;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;

/**
 * The openings of invitations in one transaction: who was let through, and what is still handed to them. An invitation that may be opened once has
 * its opening in its own row. One with several has a row for each, and the hash of all of them in its own, under its seal.
 */
public final class Openings {
  private static final String OPENING = "opening";
  private static final int READINGS = 3;
  private final OpeningDao dao;
  private final InvitationDao invitationDao;
  private final Invitations invitations;
  private final InvitationGuard guard;
  private final Map<String, List<Opening>> read = new HashMap<>();

  Openings(OpeningDao dao, InvitationDao invitationDao, Invitations invitations, InvitationGuard guard) {
    this.dao = dao;
    this.invitationDao = invitationDao;
    this.invitations = invitations;
    this.guard = guard;
  }

  /** Looks when an invitation was opened. It is read as tampered if its openings are not as a gateway left them. */
  public Seen see(Invitation invitation) {
    var seen = invitation;
    for (var reading = 1; seen.openings() > 1 && seen.keptState() != InvitationState.TAMPERED; reading++) {
      var rows = dao.of(seen.id());
      if (seen.keyId() == null || Arrays.equals(Opening.hash(rows), seen.row().openingsHash())) {
        return new Seen(seen, rows.isEmpty() ? first(seen) : rows.stream().map(Opening::openedAt).toList());
      }
      // Somebody opened or fetched it between the two readings. Nobody does that so often.
      seen = reading < READINGS ? invitations.byId(seen.id()).orElse(seen) : refused(seen);
    }
    return new Seen(seen, first(seen));
  }

  private Invitation refused(Invitation invitation) {
    guard.refusal(invitation.id(), OPENING);
    return invitation.tampered();
  }

  private static List<Instant> first(Invitation invitation) {
    return invitation.openedAt() == null ? List.of() : List.of(invitation.openedAt());
  }

  /** @return false after noting it, if its openings are not as a gateway left them */
  boolean holds(HeldInvitation held) {
    var invitation = held.toInvitation();
    try {
      return invitation.openings() == 1 || rows(invitation) != null;
    } catch (ProblemException e) {
      return false;
    }
  }

  /** @return true if one more visitor is the last; its row is locked */
  public boolean isLast(Invitation invitation) {
    return invitation.openings() == 1 || rows(invitation).size() + 1 >= invitation.openings();
  }

  /** @return true if one of its several openings was by this ticket; its row is locked */
  public boolean isOpenedBy(Invitation invitation, byte[] ticketHash) {
    return invitation.openings() > 1 && rows(invitation).stream().anyMatch(one -> isOf(one, ticketHash));
  }

  /** Lets a visitor through. Of two at once, as many get true as there are openings left. */
  public boolean release(String id, byte[] ticketHash, Instant now) {
    var held = invitations.rows().hold(id);
    if (held.isEmpty()) {
      return false;
    }
    var invitation = held.get().toInvitation();
    if (invitation.openings() == 1) {
      return held.get().release(ticketHash, now);
    }
    var isLast = isLast(invitation);
    var rows = rows(invitation);
    rows.add(Opening.of(id, ticketHash, now));
    if (!held.get().release(Opening.hash(rows), rows.size(), isLast, now)) {
      return false;
    }
    dao.insert(rows.get(rows.size() - 1));
    read.remove(id);
    return true;
  }

  /** Counts one more hand-over to the visitor who holds the ticket. @return of which invitation; empty if nothing is handed out */
  public Optional<String> fetch(byte[] ticketHash, Instant since, int limit) {
    invitations.rows().write();
    return dao.invitationOf(ticketHash)
        .filter(id -> invitations.rows().hold(id).filter(row -> fetch(row, ticketHash, since, limit)).isPresent());
  }

  private boolean fetch(HeldInvitation held, byte[] ticketHash, Instant since, int limit) {
    var invitation = held.toInvitation();
    if (invitation.openings() == 1) {
      if (!MessageDigest.isEqual(invitation.row().ticketHash(), ticketHash)) {
        // Its ticket went just now; or this one stands where a gateway puts none of this invitation.
        rows(invitation);
        return false;
      }
      return held.fetch(since, limit);
    }
    return held.hasContent() && change(held, invitation, one -> isOf(one, ticketHash) && one.openedAt().isAfter(since)
        && one.fetches() < limit && !one.acknowledged() ? one.fetched() : one);
  }

  /** @return the invitation that a ticket was given for, whatever became of it */
  public Optional<String> invitationOf(byte[] ticketHash) {
    invitations.rows().write();
    return dao.invitationOf(ticketHash);
  }

  /** What is handed to a visitor who was let through. */
  public Optional<InvitationDao.Releasable> releasable(String id) {
    invitations.rows().write();
    var found = invitationDao.releasable(id);
    // Another envelope would spend the invitation and open nothing.
    found.filter(one -> !MessageDigest.isEqual(Hashes.sha256(one.envelope()), one.envelopeHash())).ifPresent(one -> {
      throw guard.refusal(one.id(), "envelope");
    });
    return found;
  }

  /** @see OpeningDao#acknowledgeable */
  public Optional<OpeningDao.Acknowledgeable> acknowledgeable(byte[] ticketHash, Instant since) {
    invitations.rows().write();
    return dao.acknowledgeable(ticketHash, since);
  }

  /** Of an invitation that ends: no ticket of it is good any more. */
  void eraseTickets(HeldInvitation held) {
    var invitation = held.toInvitation();
    if (invitation.openings() > 1) {
      change(held, invitation, Opening::withoutTicket);
    }
  }

  /** @return false if nothing changed */
  boolean change(HeldInvitation held, Invitation invitation, UnaryOperator<Opening> change) {
    var rows = rows(invitation);
    var changed = new ArrayList<Opening>();
    for (var at = 0; at < rows.size(); at++) {
      var one = change.apply(rows.get(at));
      if (!one.equals(rows.set(at, one))) {
        changed.add(one);
      }
    }
    if (changed.isEmpty()) {
      return false;
    }
    dao.update(changed);
    held.changeOpenings(Opening.hash(rows));
    return true;
  }

  /** @return its rows as this transaction left them, for the caller to change */
  List<Opening> rows(Invitation invitation) {
    return read.computeIfAbsent(invitation.id(), id -> {
      var rows = new ArrayList<>(dao.of(id));
      if (!Arrays.equals(Opening.hash(rows), invitation.row().openingsHash())) {
        throw guard.refusal(id, OPENING);
      }
      return rows;
    });
  }

  static boolean isOf(Opening one, byte[] ticketHash) {
    return one.ticketHash() != null && MessageDigest.isEqual(one.ticketHash(), ticketHash);
  }

  /**
   * An invitation with its openings.
   *
   * @param times when it was opened, in order; of what cannot be believed the first only
   */
  public record Seen(Invitation invitation, List<Instant> times) {
    /** @return how often it can still be opened */
    public int left(Instant now) {
      return invitation.isLiveAt(now) ? invitation.openings() - times.size() : 0;
    }

    @Override
    public String toString() {
      return "Seen[" + invitation.id() + "]";
    }
  }
}
