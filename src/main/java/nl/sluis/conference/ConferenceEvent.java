package nl.sluis.conference;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a service tells of a meeting while it runs, or of the account. Nobody's name.
 *
 * @param providerId  of the meeting, as the service names it; null where it is about the account
 * @param at          when it happened, as the service says
 * @param participant what tells this participant from the others of that meeting; null where it is about nobody. Only its keyed hash is kept
 */
public record ConferenceEvent(Kind kind, @Nullable String providerId, Instant at, byte @Nullable [] participant) {
  /** What happened. */
  public enum Kind {
    /** A guest is inside: past the waiting room, and no user of the account. */
    JOINED,
    LEFT,
    ENDED,
    RECORDING_STARTED,
    /** An assistant of the service listens, or writes a summary. */
    ASSISTANT_STARTED,
    /** Settings of the account, a group or a user changed, or may have. */
    SETTINGS_CHANGED
  }

  @Override
  public String toString() {
    return "ConferenceEvent[" + kind + " " + at + "]";
  }
}
