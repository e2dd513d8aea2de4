package nl.sluis.link;

import java.time.Duration;
import java.util.Optional;
import nl.sluis.limit.LimitMeters;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Database;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;

/**
 * Counts tries, of digits and of codes together. A try is counted and committed before anything is compared; a right answer gives its own try
 * back; neither a new code nor a new visit resets the count (NIST SP 800-63B-4 §3.1.3.2).
 *
 * <p>The count is not forced to disk by itself. The transaction in which the answer is compared does that, for both, before anybody is told
 * anything (docs/adr/0022-a-try-is-on-disk-before-the-answer.md).
 */
public final class Tries {
  private final Database database;
  private final Failures failures;
  private final RangeLimits ranges;
  private final NumberTries numbers;

  public Tries(Database database, Failures failures, RangeLimits ranges, NumberTries numbers) {
    this.database = database;
    this.failures = failures;
    this.ranges = ranges;
    this.numbers = numbers;
  }

  /**
   * Counts one try, of the invitation and of the visitor's address range.
   *
   * @throws ProblemException 404 unknown link, 410 ended, 429 as many comparisons under way as there are tries left, or none
   *     left of the range
   */
  Tried count(Visit visit) {
    return count(visit, false);
  }

  /** The same for a code, which is counted for its phone number too: 429 if that has none left today. */
  Tried countCode(Visit visit) {
    return count(visit, true);
  }

  private Tried count(Visit visit, boolean isCode) {
    var tried = database.count(tx -> count(tx, visit, isCode));
    if (tried == null) {
      lockIfCutShort(visit);
      throw database.read(tx -> full(Links.known(tx, visit), tx));
    }
    return tried;
  }

  /** @return null if none was left: nothing was counted then */
  private Tried count(Tx tx, Visit visit, boolean isCode) {
    var invitation = Links.lockLive(tx, visit);
    if (invitation.opensFrom() != null && invitation.opensFrom().isAfter(tx.now())) {
      throw new ProblemException(Problem.NOT_YET).with("opensFrom", invitation.opensFrom().toString());
    }
    var id = invitation.id();
    if (!tx.invitations().spendTry(id, failures.limit(), tx.now())) {
      return null;
    }
    var counted = Links.lock(tx, id);
    var range = ranges.takeTry(tx, visit.from());
    return new Tried(counted, range, isCode ? numbers.take(tx, counted) : null, tx.now());
  }

  private void lockIfCutShort(Visit visit) {
    var cutShort = database.read(tx -> Optional.of(Links.known(tx, visit)).filter(full -> failures.isCutShort(full, tx.now())));
    if (cutShort.isPresent() && database.write(tx -> failures.lockCutShort(tx, cutShort.get().id()))) {
      failures.toldCutShort(cutShort.get().id());
    }
  }

  /** It has ended by now, or as many answers are being compared as tries are left. */
  private static ProblemException full(Invitation invitation, Tx tx) {
    Ended.refuse(invitation, tx.now());
    return ProblemException.retryAfter(Problem.TOO_SOON, Duration.ofSeconds(1)).by(LimitMeters.TRIES_AT_ONCE);
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
}
