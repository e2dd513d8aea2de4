package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import nl.sluis.limit.Use;
import nl.sluis.problem.JsonBody;

/**
 * How much a post asks for, known before any of it is sealed.
 *
 * @param bytes of the meeting, once for each invitee; of what the sender sealed those of the body
 */
record PostSize(int invitations, long bytes) {
  /** What a row costs beside its envelope, in bytes of envelope. */
  private static final int ROW = 1_024;
  private static final int LARGE = 128 * 1_024;

  static PostSize of(ObjectNode root, int bodyBytes) {
    // What is no list is refused later, in words.
    var invitations = root.path("invitees").isArray() ? Math.max(1, root.path("invitees").size()) : 1;
    var bytes = SealedRequest.isMeant(root) ? bodyBytes : (long) invitations * JsonBody.compactBytes(root.path("meeting"));
    return new PostSize(invitations, bytes);
  }

  /** True if to seal and to store it costs much more than a commit. */
  boolean isLarge() {
    return bytes + (long) invitations * ROW > LARGE;
  }

  Use use() {
    return new Use(invitations, bytes);
  }
}
