package nl.sluis.conference;

import java.time.Instant;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.conference.RunningDao.Presence;
import nl.sluis.conference.RunningDao.Running;
import nl.sluis.feed.EventType;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * Takes what the service tells of meetings while they run. Its messages come twice and in any order, so each counts once, and what happened last is
 * told by their times. All of one message is one short transaction.
 */
public final class RunningMeetings {
  /** Of one meeting no more participants are kept, however many join. */
  private static final int MOST_PARTICIPANTS = 2_000;
  private static final int BY_RECORDING = 0;
  private static final int BY_ASSISTANT = 1;
  private final String provider;
  private final Database database;
  private final ConferenceHashes hashes;
  private final AccountLooks looks;
  private final AuditLog audit;

  /** @param provider the service that tells, as {@code zoom} */
  public RunningMeetings(String provider, Database database, ConferenceHashes hashes, AccountLooks looks, AuditLog audit) {
    this.provider = provider;
    this.database = database;
    this.hashes = hashes;
    this.looks = looks;
    this.audit = audit;
  }

  /**
   * Takes one message. When this returns, what it tells is on disk.
   *
   * @param digest of the whole message
   */
  public MessageOutcome take(ConferenceEvent event, byte[] digest) {
    if (event.kind() == ConferenceEvent.Kind.SETTINGS_CHANGED) {
      return database.write(tx -> takeSettings(tx, digest));
    }
    // The account has other meetings too: of those nothing is written.
    if (!database.read(tx -> isKnown(tx, event.providerId()))) {
      return MessageOutcome.UNKNOWN_MEETING;
    }
    var taken = database.write(tx -> take(tx, event, digest));
    if (taken.told != null) {
      audit.record(taken.told == EventType.ALL_IN ? "meeting-all-in" : "meeting-recording-started", taken.meeting);
    }
    return taken.outcome;
  }

  /**
   * @param meeting its id; null where it is not known
   * @param told    the event that tells of it; null for none
   */
  private record Taken(MessageOutcome outcome, String meeting, EventType told) {}

  private MessageOutcome takeSettings(Tx tx, byte[] digest) {
    if (!tx.dao(RunningDao.class).note(digest, tx.now())) {
      return MessageOutcome.REPEATED;
    }
    looks.hasten(tx);
    return MessageOutcome.TAKEN;
  }

  private boolean isKnown(Tx tx, String providerId) {
    try (var hashing = hashes.find(tx)) {
      return hashing != null && tx.dao(RunningDao.class).isKnown(hashing.meeting(provider, providerId));
    }
  }

  private Taken take(Tx tx, ConferenceEvent event, byte[] digest) {
    try (var hashing = hashes.find(tx)) {
      var found = hashing == null
          ? Optional.<Running>empty()
          : tx.dao(RunningDao.class).lockByProviderId(hashing.meeting(provider, event.providerId()));
      if (found.isEmpty()) {
        return new Taken(MessageOutcome.UNKNOWN_MEETING, null, null);
      }
      var meeting = found.get();
      if (!tx.dao(RunningDao.class).note(digest, tx.now())) {
        return new Taken(MessageOutcome.REPEATED, null, null);
      }
      var told = switch (event.kind()) {
        case JOINED, LEFT -> move(tx, meeting, event, hashing.participant(meeting.id(), event.participant()));
        case ENDED -> end(tx, meeting, event.at());
        case RECORDING_STARTED -> warn(tx, meeting, BY_RECORDING);
        case ASSISTANT_STARTED -> warn(tx, meeting, BY_ASSISTANT);
        case SETTINGS_CHANGED -> throw new IllegalArgumentException("it is of no meeting");
      };
      return new Taken(MessageOutcome.TAKEN, meeting.id(), told);
    }
  }

  /** @return null unless with this one everybody is in */
  private static EventType move(Tx tx, Running meeting, ConferenceEvent event, byte[] participant) {
    if (meeting.endedAt() != null && !event.at().isAfter(meeting.endedAt())) {
      return null;
    }
    var dao = tx.dao(RunningDao.class);
    var before = dao.presence(meeting.id(), participant);
    if (before.isEmpty() && dao.known(meeting.id()) >= MOST_PARTICIPANTS) {
      return null;
    }
    var after = before.orElse(new Presence(null, null)).with(event);
    if (before.isEmpty()) {
      dao.insert(meeting.id(), participant, after.joinedAt(), after.leftAt());
    } else {
      dao.update(meeting.id(), participant, after.joinedAt(), after.leftAt());
    }
    return AllIn.tell(tx, meeting) ? EventType.ALL_IN : null;
  }

  private static EventType end(Tx tx, Running meeting, Instant at) {
    if (meeting.endedAt() == null || at.isAfter(meeting.endedAt())) {
      tx.dao(RunningDao.class).end(meeting.id(), at);
    }
    tx.dao(RunningDao.class).forget(meeting.id(), at);
    return null;
  }

  private static EventType warn(Tx tx, Running meeting, int by) {
    tx.events().add(EventType.RECORDING_STARTED, meeting.clientId(), AllIn.first(tx, meeting), by);
    return EventType.RECORDING_STARTED;
  }
}
