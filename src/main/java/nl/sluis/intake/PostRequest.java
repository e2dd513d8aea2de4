package nl.sluis.intake;

import java.time.Instant;
import nl.sluis.meeting.Invitee;
import nl.sluis.meeting.Organizer;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;

/** What a scheduler asks, whoever seals the meeting. An instance has passed every rule. */
sealed interface PostRequest extends AutoCloseable permits InvitationRequest, SealedRequest {
  /** @return the scheduler's or a drawn one */
  String uid();

  Organizer organizer();

  /** @return how many invitees, 1 to 500 */
  int size();

  /** @return one of them, in the order posted; the locale is one of ours */
  Invitee invitee(int at);

  /** @return after the moment of reading, whole microseconds, as the database keeps it */
  Instant expiresAt();

  Level level();

  /** @return in which state its invitations begin: {@code QUEUED} where a mail of ours goes out, else {@code MAILED} */
  InvitationState state();

  /** Wipes what is secret. */
  @Override
  void close();
}
