package nl.sluis.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import nl.sluis.meeting.Reference;
import nl.sluis.store.Invitation;
import nl.sluis.store.Tx;

/**
 * What a scheduler may see of an invitation; nothing secret.
 *
 * @param reference four letters that mail and page show
 * @param ref       the scheduler's own mark; absent if there is none
 * @param opensFrom absent if it may be opened at once
 * @param attention absent when there is nothing to look at
 */
record InvitationView(String id, @JsonInclude(JsonInclude.Include.NON_NULL) String ref, String reference, String state, String level,
    int sequence, Instant createdAt, Instant mailedAt, Instant openedAt, Instant endedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) Instant opensFrom, Instant expiresAt, OpeningsView openings,
    @JsonInclude(JsonInclude.Include.NON_NULL) String attention) {

  /** @param ref null if there is none */
  static InvitationView of(Tx tx, Invitation found, String ref) {
    var seen = tx.openings().see(found);
    var invitation = seen.invitation();
    return new InvitationView(invitation.id(), ref, Reference.of(invitation.id()), invitation.wordAt(tx.now()), invitation.level(),
        invitation.sequence(), invitation.createdAt(), invitation.mailedAt(), invitation.openedAt(), invitation.endedAt(tx.now()),
        invitation.opensFrom(), invitation.expiresAt(), new OpeningsView(invitation.openings(), seen.left(tx.now()), seen.times()),
        invitation.attention());
  }

  @Override
  public String toString() {
    return "InvitationView[" + id + " " + state + "]";
  }

  /**
   * @param allowed how often it may be opened
   * @param at      when it was
   */
  record OpeningsView(int allowed, int left, List<Instant> at) {}

  /**
   * @param meeting the uid, where the request named it
   * @param next    where the next page begins; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(String meeting, List<InvitationView> invitations, String next) {
    @Override
    public String toString() {
      return "Page[" + invitations.size() + "]";
    }
  }
}
