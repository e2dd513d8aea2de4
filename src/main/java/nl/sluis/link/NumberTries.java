package nl.sluis.link;

import java.time.Instant;
import nl.sluis.audit.AuditLog;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Contacts;
import nl.sluis.store.DailyPseudonyms;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;

/** Counts the wrong codes of a phone number by days, over all its invitations. So a new link brings no new tries (NIST SP 800-63B-4 §3.1.3.2). */
public final class NumberTries {
  private final Contacts contacts;
  private final DailyPseudonyms names;
  private final RateLimiter limiter;
  private final AuditLog audit;

  public NumberTries(Contacts contacts, DailyPseudonyms names, RateLimiter limiter, AuditLog audit) {
    this.contacts = contacts;
    this.names = names;
    this.limiter = limiter;
    this.audit = audit;
  }

  /**
   * Counted first, like the try of the invitation and together with it.
   *
   * @param invitation live
   * @return the number's name of today
   * @throws ProblemException 429 until tomorrow
   */
  String take(Tx tx, Invitation invitation) {
    var name = names.of(tx, contacts.open(invitation).invitee().phone());
    if (!limiter.take(tx.handle(), Limit.WRONG_CODES_PER_NUMBER, name, tx.now())) {
      audit.record("code-refused", invitation.id(), "wrong-codes-per-number");
      throw ProblemException.retryAfter(Problem.TOO_SOON, RateLimiter.pause(Limit.WRONG_CODES_PER_NUMBER, tx.now()))
          .by(Limit.WRONG_CODES_PER_NUMBER.word());
    }
    return name;
  }

  /** @param when it was taken */
  void giveBack(Tx tx, String name, Instant when) {
    limiter.giveBack(tx.handle(), Limit.WRONG_CODES_PER_NUMBER, name, when);
  }
}
