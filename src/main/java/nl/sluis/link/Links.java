package nl.sluis.link;

import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;

/** Finds the invitation of a link. There is one answer to a link that is not known: {@code UNKNOWN_LINK}. */
final class Links {
  private Links() {}

  /** @throws ProblemException 404 if no invitation has this access */
  static Invitation known(Tx tx, Visit visit) {
    return tx.invitations().byAccess(Hashes.sha256(visit.access())).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_LINK));
  }

  /**
   * @return the invitation, which nobody else changes until this transaction ends
   * @throws ProblemException 404 as {@link #known}, and 410 with state and time if it is not live: then nothing is locked
   */
  static Invitation lockLive(Tx tx, Visit visit) {
    var invitation = tx.invitations().lockByAccess(Hashes.sha256(visit.access()), tx.now())
        .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_LINK));
    Ended.refuse(invitation, tx.now());
    return invitation;
  }

  /**
   * @return the invitation as it is now, which nobody else changes until this transaction ends
   * @throws ProblemException 404 if its row has gone since it was read, because a tombstone stays no longer than the retention
   */
  static Invitation lock(Tx tx, String id) {
    return tx.invitations().lock(id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_LINK));
  }
}
