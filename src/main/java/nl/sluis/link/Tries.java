package nl.sluis.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.code.CodeConfiguration;
import nl.sluis.mail.NoticeKind;
import nl.sluis.outbox.Outbox;
import nl.sluis.outbox.OutboxCourier;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Attention;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Endings;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Tx;

/**
 * The one count of failures of an invitation, digits and code together. A try is counted and on disk before anything is compared; a right
 * answer gives its own try back; neither a new code nor a new visit resets the count (NIST SP 800-63B-4 §3.1.3.2).
 */
public final class Tries {
  /** At this many failures the organizer hears of it. */
  private static final int WARN_AT = 3;
  /** A comparison takes milliseconds. A full count older than this belongs to one that a crash cut short. */
  private static final Duration COMPARISON = Duration.ofSeconds(30);

  private final Database database;
  private final Contacts contacts;
  private final Endings endings;
  private final Outbox outbox;
  private final OutboxCourier courier;
  private final RangeLimits ranges;
  private final NumberTries numbers;
  private final AuditLog audit;
  private final int limit;

  public Tries(Database database, Contacts contacts, Endings endings, Outbox outbox, OutboxCourier courier, RangeLimits ranges,
      NumberTries numbers, AuditLog audit, CodeConfiguration codes) {
    this.database = database;
    this.contacts = contacts;
    this.endings = endings;
    this.outbox = outbox;
    this.courier = courier;
    this.ranges = ranges;
    this.numbers = numbers;
    this.audit = audit;
    this.limit = codes.failures();
  }

  /** @return the invitation of this access */
  static Invitation known(Tx tx, byte[] access) {
    return tx.invitations().byAccess(Hashes.sha256(access)).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_LINK));
  }

  /** @return the invitation as it is now; its row may have gone since it was read, because a tombstone stays no longer than the retention */
  static Invitation current(Tx tx, String id) {
    return tx.invitations().byId(id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_LINK));
  }

  int left(Invitation invitation) {
    return Math.max(0, limit - invitation.failures());
  }

  /**
   * Counts one try, of the invitation and of the visitor's address range.
   *
   * @throws ProblemException 404 unknown link, 410 ended, 429 as many comparisons under way as there are tries left, or
   *     none left of the range
   */
  Tried spend(byte[] access, Optional<String> range) {
    return spend(access, range, false);
  }

  /** The same for a code, which is counted for its phone number too: 429 if that has none left today. */
  Tried spendOnCode(byte[] access, Optional<String> range) {
    return spend(access, range, true);
  }

  private Tried spend(byte[] access, Optional<String> range, boolean isCode) {
    var attempt = database.write(tx -> {
      var invitation = known(tx, access);
      // Before anything is locked or written: whoever asks again and again of an ended one costs reads.
      Ended.refuse(invitation, tx.now());
      var counted = tx.invitations().spendTry(invitation.id(), limit, tx.now());
      var rangeName = counted ? ranges.takeTry(tx, range) : null;
      var current = current(tx, invitation.id());
      var number = counted && isCode ? numbers.take(tx, current) : null;
      var locked = !counted && isStuck(current, tx.now()) && lock(tx, current);
      var tried = new Tried(locked ? current(tx, current.id()) : current, rangeName, number, tx.now());
      return new Attempt(counted, locked, tried);
    });
    if (attempt.locked) {
      courier.wake();
      audit.record("invitation-locked", attempt.tried.id(), "after a crash");
    }
    if (!attempt.counted) {
      Ended.refuse(attempt.tried.invitation(), attempt.tried.at());
      throw ProblemException.retryAfter(Problem.TOO_SOON, Duration.ofSeconds(1));
    }
    return attempt.tried;
  }

  /** Gives a right answer its own try back. */
  void giveBack(Tx tx, Tried tried) {
    tx.invitations().giveBackTry(tried.id());
    if (tried.range() != null) {
      ranges.giveBackTry(tx, tried.range(), tried.at());
    }
    if (tried.number() != null) {
      numbers.giveBack(tx, tried.number(), tried.at());
    }
  }

  /** Books a wrong answer. @return tries left */
  int failed(Tried attempt) {
    var tried = attempt.invitation();
    var failure = database.write(tx -> {
      var invitation = current(tx, tried.id());
      if (tried.failures() >= limit && invitation.failures() >= limit) {
        return new Failure(lock(tx, invitation), 0);
      }
      if (tx.invitations().warn(tried.id(), WARN_AT, tx.now())) {
        outbox.enqueueNotice(tx, invitation, NoticeKind.THIRD_WRONG_TRY, contacts.open(invitation));
      }
      return new Failure(false, left(invitation));
    });
    courier.wake();
    audit.record(failure.locked ? "invitation-locked" : "try-failed", tried.id(), "failures=" + tried.failures());
    return failure.left;
  }

  private boolean lock(Tx tx, Invitation invitation) {
    if (!invitation.stateAt(tx.now()).isLive()) {
      return false;
    }
    var contact = contacts.open(invitation);
    if (!endings.end(tx, invitation, InvitationState.LOCKED, Attention.LOCKED)) {
      return false;
    }
    outbox.enqueueNotice(tx, invitation, NoticeKind.LOCKED, contact);
    return true;
  }

  private boolean isStuck(Invitation invitation, Instant now) {
    return invitation.failures() >= limit && invitation.triedAt() != null && invitation.triedAt().isBefore(now.minus(COMPARISON));
  }

  private record Failure(boolean locked, int left) {}

  private record Attempt(boolean counted, boolean locked, Tried tried) {}
}
