package nl.sluis.link;

import java.time.Instant;
import nl.sluis.audit.AuditLog;
import nl.sluis.mail.NoticeKind;
import nl.sluis.outbox.Outbox;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Invitation;
import nl.sluis.store.Meetings;
import nl.sluis.store.Tx;

/**
 * Asks the organizer for a new invitation, once ever for each. The mail names the invitation by its reference, and nobody by name: whoever has the
 * link of another asks in vain, because the organizer looks up the address and the number where they had them first.
 */
public final class Asking {
  private final Database database;
  private final Contacts contacts;
  private final Meetings meetings;
  private final Outbox outbox;
  private final Runnable wakeCourier;
  private final AuditLog audit;

  /** @param wakeCourier for after a commit that owes a mail */
  public Asking(Database database, Contacts contacts, Meetings meetings, Outbox outbox, Runnable wakeCourier, AuditLog audit) {
    this.database = database;
    this.contacts = contacts;
    this.meetings = meetings;
    this.outbox = outbox;
    this.wakeCourier = wakeCourier;
    this.audit = audit;
  }

  /** @return true if somebody who holds such a link may want a new invitation, and did not ask for one */
  static boolean isAskable(Invitation invitation, Instant now) {
    return isOver(invitation, now) && invitation.row().askedAt() == null;
  }

  /** @throws ProblemException 409 unless it was opened, expired, locked, undeliverable or replaced */
  void ask(Visit visit) {
    var asked = database.write(tx -> ask(tx, visit));
    if (asked != null) {
      wakeCourier.run();
      audit.record("invitation-asked", asked);
    }
  }

  /** @return its id; null if this was asked before */
  private String ask(Tx tx, Visit visit) {
    var invitation = Links.lock(tx, Links.known(tx, visit).id());
    if (!isOver(invitation, tx.now()) || meetings.cancelledAt(tx, invitation.row().meetingHash()).isPresent()) {
      throw new ProblemException(Problem.NOT_ASKABLE);
    }
    if (!tx.invitations().ask(invitation.id())) {
      return null;
    }
    var contact = contacts.open(invitation);
    if (contact != null) {
      outbox.enqueueNotice(tx, invitation, NoticeKind.ASKED, contact);
    }
    return invitation.id();
  }

  private static boolean isOver(Invitation invitation, Instant now) {
    return !invitation.isLiveAt(now) && switch (invitation.stateAt(now)) {
      case OPENED, EXPIRED, LOCKED, UNDELIVERABLE, REPLACED -> true;
      default -> false;
    };
  }
}
