package nl.sluis.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/** What the scheduler gets for a post: one entry per invitee, in the order posted. Nothing in it opens anything. */
record InvitationReceipt(String meeting, List<Entry> invitations) {
  /** @param attention absent when there is nothing to look at, as of every new one */
  record Entry(String id, String state, String level, Instant expiresAt, @JsonInclude(JsonInclude.Include.NON_NULL) String attention) {
    Entry(String id, String state, String level, Instant expiresAt) {
      this(id, state, level, expiresAt, null);
    }
  }
}
