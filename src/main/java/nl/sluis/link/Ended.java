package nl.sluis.link;

import java.time.Instant;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Invitation;

/**
 * The answer to somebody who has the link of an invitation that ended: what happened, and when. If somebody else opened it, this answer is how
 * the invitee finds out.
 */
final class Ended {
  private Ended() {}

  /** @throws ProblemException 410 with state and time, unless the invitation is live */
  static void refuse(Invitation invitation, Instant now) {
    if (invitation.isLiveAt(now)) {
      return;
    }
    var gone = new ProblemException(Problem.GONE).with("state", invitation.wordAt(now));
    var ended = invitation.endedAt(now);
    throw ended == null ? gone : gone.with("at", ended.toString());
  }
}
