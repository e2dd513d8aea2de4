package nl.sluis.link;

import java.time.Duration;
import java.time.Instant;
import nl.sluis.audit.AuditLog;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.feed.EventType;
import nl.sluis.mail.NoticeKind;
import nl.sluis.outbox.Outbox;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Attention;
import nl.sluis.store.Contacts;
import nl.sluis.store.Endings;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Tx;

/** Records wrong answers. At the third the organizer gets a notice. At the last the invitation is locked. */
public final class Failures {
  /** At this many failures the organizer hears of it. */
  private static final int WARN_AT = 3;
  /** A comparison takes milliseconds. A full count older than this belongs to one that a crash cut short. */
  private static final Duration COMPARISON = Duration.ofSeconds(30);

  private final Contacts contacts;
  private final Endings endings;
  private final Outbox outbox;
  private final Runnable wakeCourier;
  private final AuditLog audit;
  private final int limit;

  /** @param wakeCourier for after a commit that owes a mail */
  public Failures(Contacts contacts, Endings endings, Outbox outbox, Runnable wakeCourier, AuditLog audit, CodeConfiguration codes) {
    this.contacts = contacts;
    this.endings = endings;
    this.outbox = outbox;
    this.wakeCourier = wakeCourier;
    this.audit = audit;
    this.limit = codes.failures();
  }

  /** @return how many an invitation may have */
  int limit() {
    return limit;
  }

  int left(Invitation invitation) {
    return Math.max(0, limit - invitation.failures());
  }

  /**
   * Books a wrong answer, in the transaction that found it wrong. Only the one whose own try was the last locks: the others may still be right.
   *
   * @see #told
   */
  Failure book(Tx tx, Tried tried) {
    // This lock brings the try to disk that was counted before, whatever else is written: PostgreSQL waits for a transaction that locked.
    var invitation = Links.lock(tx, tried.id());
    var count = tried.invitation().failures();
    if (invitation.isLiveAt(tx.now())) {
      tx.events().add(EventType.WRONG_TRY, invitation.clientId(), invitation.id(), left(invitation));
    }
    if (count >= limit && invitation.failures() >= limit) {
      var locked = lock(tx, invitation);
      return new Failure(tried.id(), count, 0, locked, locked);
    }
    var warned = tx.invitations().warn(tried.id(), WARN_AT, tx.now());
    if (warned) {
      outbox.enqueueNotice(tx, invitation, NoticeKind.THIRD_WRONG_TRY, contacts.open(invitation));
    }
    return new Failure(tried.id(), count, left(invitation), false, warned);
  }

  /** To be called once it is booked and committed. @return the answer, with the tries left */
  ProblemException told(Problem problem, Failure failure) {
    if (failure.hasNotice) {
      wakeCourier.run();
    }
    audit.record(failure.locked ? "invitation-locked" : "try-failed", failure.id, "failures=" + failure.count);
    return new ProblemException(problem).with("triesLeft", failure.left);
  }

  /** True of a full count that nobody will finish: a crash left it. */
  boolean isCutShort(Invitation invitation, Instant now) {
    return invitation.failures() >= limit && invitation.triedAt() != null && invitation.triedAt().isBefore(now.minus(COMPARISON));
  }

  /**
   * Locks what {@link #isCutShort}, and leaves what is not.
   *
   * @see #toldCutShort
   */
  boolean lockCutShort(Tx tx, String id) {
    var invitation = Links.lock(tx, id);
    return isCutShort(invitation, tx.now()) && lock(tx, invitation);
  }

  /** To be called once it is locked and committed. */
  void toldCutShort(String id) {
    wakeCourier.run();
    audit.record("invitation-locked", id, "after a crash");
  }

  private boolean lock(Tx tx, Invitation invitation) {
    if (!invitation.isLiveAt(tx.now())) {
      return false;
    }
    var contact = contacts.open(invitation);
    if (!endings.end(tx, invitation, InvitationState.LOCKED, Attention.LOCKED)) {
      return false;
    }
    outbox.enqueueNotice(tx, invitation, NoticeKind.LOCKED, contact);
    return true;
  }

  /**
   * A wrong answer that was booked.
   *
   * @param count     of failures, this one included, when it was counted
   * @param left      tries that are left now
   * @param hasNotice whether the organizer is owed a mail
   */
  record Failure(String id, int count, int left, boolean locked, boolean hasNotice) {}
}
