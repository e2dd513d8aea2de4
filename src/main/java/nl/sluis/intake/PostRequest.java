package nl.sluis.intake;

import java.util.List;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;
import nl.sluis.store.Conditions;

/** What a scheduler asks, whoever seals the meeting. An instance has passed every rule. */
sealed interface PostRequest extends AutoCloseable permits InvitationRequest, SealedRequest {
  PostFrame frame();

  Organizer organizer();

  Level level();

  /** @return in which state its invitations begin: {@code QUEUED} where a mail of ours goes out, else {@code MAILED} */
  InvitationState state();

  /** Wipes what is secret. */
  @Override
  void close();

  /** @return 1 to 500, in the order posted; each locale is one of ours */
  default List<PostedInvitee> invitees() {
    return frame().invitees();
  }

  default Invitee invitee(int at) {
    return invitees().get(at).invitee();
  }

  default int size() {
    return invitees().size();
  }

  /** @return the scheduler's or a drawn one */
  default String uid() {
    return frame().uid();
  }

  default Conditions conditions() {
    return frame().conditions();
  }
}
