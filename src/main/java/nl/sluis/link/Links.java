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

  /** @throws ProblemException 404 as {@link #known}, and 410 with state and time if it is not live */
  static Invitation live(Tx tx, Visit visit) {
    var invitation = known(tx, visit);
    Ended.refuse(invitation, tx.now());
    return invitation;
  }

  /**
   * @return the invitation as it is now
   * @throws ProblemException 404 if its row has gone since it was read, because a tombstone stays no longer than the retention
   */
  static Invitation current(Tx tx, String id) {
    return tx.invitations().byId(id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_LINK));
  }
}
