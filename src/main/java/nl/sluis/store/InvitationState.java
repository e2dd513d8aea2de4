package nl.sluis.store;

import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import nl.sluis.words.Worded;

/** Where an invitation stands. Clients tolerate new ones. */
public enum InvitationState implements Worded {
  /** Its mail is owed; the link works already, for the mail may have arrived. */
  QUEUED,
  /** The relay took the mail. */
  MAILED,
  /** The relay refused the mail for good. */
  UNDELIVERABLE,
  /** Released to a visitor. It may have openings left. */
  OPENED,
  /** Withdrawn by the scheduler. */
  REVOKED,
  /** Its time is over. */
  EXPIRED,
  /** Its tries are used up. */
  LOCKED,
  /** Another one took its place. */
  REPLACED,
  /** The scheduler cancelled the meeting, or this invitation of it. */
  CANCELLED,
  /** The scheduler closed the meeting, because everybody is in. */
  CLOSED,
  /** Its row was changed past the gateway, so nothing is believed of it. Stored only once a rotation found that it does not open. */
  TAMPERED,
  /**
   * One that a later version of the gateway stored, while both run on one database. It is not live here, and it is shown by the word that is
   * stored: {@link Invitation#wordAt}.
   */
  LATER;

  private static final Map<String, InvitationState> BY_WORD = EnumSet.complementOf(EnumSet.of(LATER)).stream()
      .collect(Collectors.toUnmodifiableMap(InvitationState::word, state -> state));

  /** @param word as stored */
  static InvitationState of(String word) {
    return BY_WORD.getOrDefault(word, LATER);
  }
}
