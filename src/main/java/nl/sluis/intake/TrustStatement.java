package nl.sluis.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import nl.sluis.conference.Conference;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;
import nl.sluis.store.Lifetimes;
import nl.sluis.store.ShownMailDao;
import nl.sluis.store.Tx;

/**
 * Tells a data protection officer who held what of one invitation in clear, and when. It also tells which keys still open a copy of what the
 * gateway stored. It says what this gateway knows of itself; a key that was backed up is destroyed when its backup is.
 *
 * @param ref the scheduler's own mark; absent if there is none
 * @param attention why somebody should look at it, as that it bounced; absent if there is nothing
 * @param at  the moment of which it speaks
 * @param conference the meeting that a video service made; absent if none did
 */
record TrustStatement(String id, @JsonInclude(JsonInclude.Include.NON_NULL) String ref, String level, String state,
    @JsonInclude(JsonInclude.Include.NON_NULL) String attention, Instant at, List<Held> held, List<Copy> copies,
    @JsonInclude(JsonInclude.Include.NON_NULL) Made conference) {
  private static final String SCHEDULER = "scheduler";

  /** @param until null while it is so, and where nobody can tell */
  record Held(String what, String who, Instant from, Instant until) {}

  /** Why one may believe of each rule for the meeting that it holds. @param provider null if what was kept of it does not open */
  record Made(String provider, String reference, List<ConferenceView.Line> rules) {}

  /**
   * What lay sealed in the database, and lies in older copies of it.
   *
   * @param keys            ids of those that still open some copy
   * @param unreadableSince when the last of them was destroyed; null while there are any
   */
  record Copy(String what, String family, List<String> keys, Instant unreadableSince) {}

  /**
   * @param ref  null if there is none
   * @param made null if no video service made the meeting
   * @param test whether this is a test gateway: whoever has the client key reads what relay and provider would have got
   */
  static TrustStatement of(Tx tx, Invitation invitation, String ref, Conference made, boolean test) {
    var state = invitation.stateAt(tx.now());
    var atIntake = Level.SEALED_AT_INTAKE.word().equals(invitation.level());
    var erased = invitation.erasedAt() == null ? tx.now() : invitation.erasedAt();
    var share = copy(tx, invitation, "share", "store", contentErased(invitation, state, erased));
    var contact = copy(tx, invitation, "contact", "store", invitation.row().endedAt() == null ? erased : invitation.row().endedAt());
    var copies = new ArrayList<>(List.of(share, contact, copy(tx, invitation, "organizer", "store", erased)));
    var held = new ArrayList<Held>();
    if (atIntake) {
      var left = linkLeft(invitation, state, erased);
      var link = copy(tx, invitation, "link", "outbox", test ? left.plus(Lifetimes.TEST_MESSAGE) : left);
      copies.add(link);
      held.add(new Held("meeting", "gateway", invitation.createdAt(), invitation.createdAt()));
      held.add(new Held("link", "gateway", invitation.createdAt(), link.unreadableSince()));
      add(held, "link", test ? SCHEDULER : "relay", shown(tx, invitation));
    }
    held.add(new Held("contact", "gateway", invitation.createdAt(), contact.unreadableSince()));
    if (test && invitation.codeSentAt() != null) {
      var until = invitation.codeSentAt().plus(Lifetimes.TEST_MESSAGE);
      held.add(new Held("code", "gateway", invitation.codeSentAt(), until.isAfter(tx.now()) ? null : until));
    }
    add(held, "code", test ? SCHEDULER : "sms-provider", invitation.codeSentAt());
    add(held, "meeting", "invitee", invitation.openedAt());
    if (made != null) {
      held.add(new Held("conference", "video-service", made.heldAt(), made.deletedAt()));
    }
    return new TrustStatement(invitation.id(), ref, invitation.level(), invitation.wordAt(tx.now()), invitation.attention(), tx.now(),
        List.copyOf(held),
        List.copyOf(copies), made == null ? null : new Made(made.provider(), made.reference(), ConferenceView.Line.all(made.rules())));
  }

  /** A relay that refuses a mail, or never answers, may have read it before; and it may take one that ended meanwhile. */
  private static Instant shown(Tx tx, Invitation invitation) {
    var notTaken = tx.dao(ShownMailDao.class).shownAt(invitation.id()).stream();
    return Stream.concat(notTaken, Stream.ofNullable(invitation.mailedAt())).min(Comparator.naturalOrder()).orElse(null);
  }

  private static void add(List<Held> held, String what, String who, Instant from) {
    if (from != null) {
      held.add(new Held(what, who, from, null));
    }
  }

  private static Copy copy(Tx tx, Invitation invitation, String what, String family, Instant until) {
    var times = tx.dao(KeyTimesDao.class);
    var keys = times.living(family, invitation.createdAt().minus(Lifetimes.SLACK), until, tx.now());
    return new Copy(what, family, keys, keys.isEmpty() ? times.destroyed(family, invitation.createdAt(), until).orElse(null) : null);
  }

  /** It left with the mail, or was erased when the invitation ended before. */
  private static Instant linkLeft(Invitation invitation, InvitationState state, Instant erased) {
    if (invitation.mailedAt() != null) {
      return invitation.mailedAt();
    }
    return endedEarly(state) || state == InvitationState.OPENED && invitation.endedAt() != null ? invitation.endedAt() : erased;
  }

  /** It was erased when the invitation ended early, or once its visitors had it; the sweeper does that after their time. */
  private static Instant contentErased(Invitation invitation, InvitationState state, Instant erased) {
    return endedEarly(state) ? invitation.endedAt() : invitation.contentErasedAt() == null ? erased : invitation.contentErasedAt();
  }

  /** Ended by somebody's act, which erased the share at once. */
  private static boolean endedEarly(InvitationState state) {
    return switch (state) {
      case REVOKED, LOCKED, UNDELIVERABLE, REPLACED, CANCELLED, CLOSED -> true;
      default -> false;
    };
  }
}
