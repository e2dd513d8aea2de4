package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;
import nl.sluis.meeting.Organizer;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;

/**
 * What a scheduler asks that sealed the meeting itself. The gateway knows only what mails and page must say. What cannot be checked without
 * the secrets is not checked.
 */
record SealedRequest(Organizer organizer, LinkDelivery delivery, PostFrame frame) implements PostRequest {
  /** Whether a body is meant as one of these, right or wrong: then it is judged as one, and a meeting beside it is refused. */
  static boolean isMeant(ObjectNode root) {
    return root.has("delivery")
        || StreamSupport.stream(root.path("invitees").spliterator(), false).anyMatch(invitee -> invitee.has("sealed"));
  }

  @Override
  public Level level() {
    return Level.SEALED_BY_SENDER;
  }

  @Override
  public InvitationState state() {
    return delivery == LinkDelivery.POINTER ? InvitationState.QUEUED : InvitationState.MAILED;
  }

  /** Wipes the shares. */
  @Override
  public void close() {
    invitees().forEach(one -> one.sealed().close());
  }

  @Override
  public String toString() {
    return "SealedRequest[redacted]";
  }
}
