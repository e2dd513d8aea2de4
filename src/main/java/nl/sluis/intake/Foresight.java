package nl.sluis.intake;

import java.util.List;
import java.util.Objects;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Caller;
import nl.sluis.store.Meetings;
import nl.sluis.store.SchedulerRefDao;
import nl.sluis.store.Scope;
import nl.sluis.store.Tx;

/**
 * Says before a meeting is made what {@link Succession} would say of the post, as far as that can be told without locks. What changes until the post is
 * stored is judged there once more.
 */
public final class Foresight {
  private final Meetings meetings;

  public Foresight(Meetings meetings) {
    this.meetings = meetings;
  }

  /**
   * Whether a post that wants a meeting made adds anybody.
   *
   * @param refHashes of its invitees, in order; null where there is no ref
   * @return false if each invitee has an invitation by now, so that no meeting is made
   * @throws ProblemException 403 it takes the place of others, and this key may not revoke; 409 stale sequence, or it would add to those who have
   *     another meeting
   */
  boolean adds(Tx tx, Caller caller, PostRequest request, byte[] hash, List<byte[]> refHashes) {
    if (request.invitees().stream().anyMatch(one -> one.replaces() != null)) {
      caller.require(Scope.REVOKE);
    }
    var standing = request.frame().isDrawn() ? null : meetings.look(tx, caller.client().id(), hash).orElse(null);
    if (standing == null) {
      return true;
    }
    if (Succession.isHigher(standing, request.conditions().sequence())) {
      if (tx.invited().highestSequence(caller.client().id(), hash).isPresent()) {
        caller.require(Scope.REVOKE);
      }
      return true;
    }
    var asked = refHashes.stream().filter(Objects::nonNull).toList();
    if (asked.size() == request.size() && tx.dao(SchedulerRefDao.class).byHashes(asked).size() == asked.size()) {
      return false;
    }
    if (tx.invited().isAnybodyInvited(caller.client().id(), hash, request.conditions().sequence())) {
      throw new ProblemException(Problem.CONFERENCE_ADDS);
    }
    return true;
  }
}
