package nl.sluis.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import nl.sluis.store.Invitation;

/** What a scheduler may see of an invitation; nothing secret. {@code attention} is absent when there is nothing to look at. */
record InvitationView(String id, String state, String level, Instant createdAt, Instant mailedAt, Instant openedAt, Instant expiresAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) String attention) {

  static InvitationView of(Invitation invitation, Instant now) {
    return new InvitationView(invitation.id(), invitation.wordAt(now), invitation.level(), invitation.createdAt(),
        invitation.mailedAt(), invitation.openedAt(), invitation.expiresAt(), invitation.attention());
  }

  /** @param next where the next page begins; absent on the last */
  record Page(List<InvitationView> invitations, @JsonInclude(JsonInclude.Include.NON_NULL) String next) {}
}
