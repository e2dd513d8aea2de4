package nl.sluis.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;

/**
 * What a scheduler asks that sealed the meeting itself. The gateway knows only what mails and page must say. What cannot be checked without
 * the secrets is not checked.
 *
 * @param uid       the scheduler's or a drawn one
 * @param expiresAt after now, whole microseconds, as the database keeps it
 * @param entries   1 to 500, in the order posted
 */
record SealedRequest(String uid, Organizer organizer, Instant expiresAt, LinkDelivery delivery,
    List<Entry> entries) implements PostRequest {
  SealedRequest {
    entries = List.copyOf(entries);
  }

  /** Whether a body is meant as one of these, right or wrong: then it is judged as one, and a meeting beside it is refused. */
  static boolean isMeant(ObjectNode root) {
    return root.has("delivery")
        || StreamSupport.stream(root.path("invitees").spliterator(), false).anyMatch(invitee -> invitee.has("sealed"));
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Invitee invitee(int at) {
    return entries.get(at).invitee();
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
    entries.forEach(entry -> entry.sealed().close());
  }

  @Override
  public String toString() {
    return "SealedRequest[redacted]";
  }

  /** One invitee, and what was sealed for them alone. */
  record Entry(Invitee invitee, SealedInvitation sealed) {}
}
