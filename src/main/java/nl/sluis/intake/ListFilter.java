package nl.sluis.intake;

import java.time.Duration;
import java.time.Instant;
import nl.sluis.store.Invitation;

/**
 * Which invitations of a client are listed; null is no condition.
 *
 * @param state     as in answers
 * @param attention as in answers
 * @param since     posted at this moment or later
 */
record ListFilter(String state, String attention, Instant since) {
  /** Posts that ran at once may stand in another order than their times. */
  private static final Duration APART = Duration.ofMinutes(10);

  boolean takes(Invitation invitation, Instant now) {
    return (state == null || state.equals(invitation.wordAt(now)))
        && (attention == null || attention.equals(invitation.attention()))
        && (since == null || !invitation.createdAt().isBefore(since));
  }

  /** True if no older one can be meant. */
  boolean endsAt(Invitation invitation) {
    return since != null && invitation.createdAt().isBefore(since.minus(APART));
  }
}
