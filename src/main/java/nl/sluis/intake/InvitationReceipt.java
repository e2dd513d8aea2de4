package nl.sluis.intake;

import java.time.Instant;
import java.util.List;

/** What the scheduler gets for a post: one entry per invitee, in the order posted. Nothing in it opens anything. */
record InvitationReceipt(String meeting, List<Entry> invitations) {
  record Entry(String id, String state, String level, Instant expiresAt) {}
}
