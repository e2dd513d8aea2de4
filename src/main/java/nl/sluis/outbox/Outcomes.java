package nl.sluis.outbox;

import java.time.Duration;
import java.util.List;
import nl.sluis.audit.AuditLog;
import nl.sluis.mail.NoticeKind;
import nl.sluis.store.Attention;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.InvitationState;
import nl.sluis.store.ShownMailDao;
import nl.sluis.store.Tx;

/** Records what the relay answered. */
public final class Outcomes {
  private static final Duration BOOKING = Duration.ofSeconds(90);
  private final Database database;
  private final Contacts contacts;
  private final Endings endings;
  private final Outbox outbox;
  private final AuditLog audit;

  public Outcomes(Database database, Contacts contacts, Endings endings, Outbox outbox, AuditLog audit) {
    this.database = database;
    this.contacts = contacts;
    this.endings = endings;
    this.outbox = outbox;
    this.audit = audit;
  }

  /** The relay took these mails. One transaction records it of all. */
  void book(List<Claim> taken) {
    var invited = taken.stream().map(Claim::entry).filter(OutboxEntry::isInvitation).map(OutboxEntry::invitationId).toList();
    // While the leases hold nobody sends the mails again, so a database that is away for a while is waited for.
    Patience.retry(BOOKING, () -> database.write(tx -> {
      // Invitation first, then mail, as where an invitation ends.
      var marked = tx.invitations().markMailed(invited, tx.now());
      // The others ended while the mail was under way.
      invited.stream().filter(id -> !marked.contains(id)).forEach(id -> tx.dao(ShownMailDao.class).note(id, tx.now()));
      tx.dao(OutboxDao.class).erase(taken.stream().map(Claim::number).toList());
      return null;
    }));
    taken.stream().map(Claim::entry).forEach(entry -> audit.record(entry.isInvitation() ? "invitation-mailed" : "notice-mailed",
        entry.invitationId(), entry.kind()));
  }

  /**
   * The relay refused this mail for good: its invitation ends.
   *
   * @param shown true if the relay had the mail before it refused it
   */
  void refuse(Claim claim, boolean shown) {
    var ended = database.write(tx -> {
      note(tx, claim, shown);
      if (!tx.dao(OutboxDao.class).giveUp(claim.number(), claim.lease())) {
        return false;
      }
      var invitation = tx.invitations().byId(claim.entry().invitationId()).orElseThrow();
      if (!invitation.isLiveAt(tx.now())) {
        return false;
      }
      var contact = contacts.open(invitation);
      if (!endings.end(tx, invitation, InvitationState.UNDELIVERABLE, Attention.UNDELIVERABLE)) {
        return false;
      }
      outbox.enqueueNotice(tx, invitation, NoticeKind.UNDELIVERABLE, contact);
      return true;
    });
    audit.record(ended ? "invitation-undeliverable" : "mail-given-up", claim.entry().invitationId(), claim.entry().kind());
  }

  /**
   * The relay did not take this mail now.
   *
   * @param trouble how the attempt failed, as {@code relay 451}
   * @param shown   true if the relay had the mail, or a part of it
   */
  void postpone(Claim claim, Duration wait, String trouble, boolean shown) {
    database.write(tx -> {
      note(tx, claim, shown);
      tx.dao(OutboxDao.class).postpone(claim.number(), claim.lease(), tx.now().plus(wait), trouble);
      return null;
    });
  }

  private static void note(Tx tx, Claim claim, boolean shown) {
    if (shown && claim.entry().isInvitation()) {
      tx.dao(ShownMailDao.class).note(claim.entry().invitationId(), tx.now());
    }
  }
}
