package nl.sluis.conference;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import nl.sluis.audit.AuditLog;
import nl.sluis.conference.Intents.Intended;
import nl.sluis.meeting.Reference;
import nl.sluis.problem.Traces;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the meeting of a post: intends it, on disk, and then asks the service, with no transaction open. Whatever fails afterwards deletes it at once;
 * what cannot be deleted is owed, or stays intended, and the sweep sees to it.
 */
public final class MeetingMaker {
  private static final Logger LOG = LoggerFactory.getLogger(MeetingMaker.class);
  /** For all calls of one post to the service. */
  private static final Duration WITHIN = Duration.ofSeconds(20);
  /** Each holds the thread of its request. */
  private static final int MOST_AT_ONCE = 16;
  private static final Duration BUSY = Duration.ofSeconds(5);
  private final Database database;
  private final MeetingProvider provider;
  private final Intents intents;
  private final OwedConferences owed;
  private final AuditLog audit;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  MeetingMaker(Database database, MeetingProvider provider, Intents intents, OwedConferences owed, AuditLog audit) {
    this.database = database;
    this.provider = provider;
    this.intents = intents;
    this.owed = owed;
    this.audit = audit;
  }

  /** What came of a post: a meeting that exists, or the answer that the same post got meanwhile. Exactly one is not null. */
  public record Outcome<A>(Making making, A answered) {
    @Override
    public String toString() {
      return "Outcome[" + making + "]";
    }
  }

  /**
   * Makes a meeting, unless the same post was answered by now.
   *
   * @param answered looks whether it was, in the transaction of the intent
   * @throws ConferenceRefusedException                 the service says no, or no host is free
   * @throws ConferenceUnavailableException             the service cannot be asked now
   * @throws nl.sluis.problem.ProblemException 409 the same post is under way; 429 the client made as many as it may today
   */
  public <A> Outcome<A> make(WantedMeeting wanted, Function<Tx, Optional<A>> answered) {
    if (!places.tryAcquire()) {
      throw new ConferenceUnavailableException("As many meetings as may be are being made by this gateway", BUSY, false);
    }
    try {
      return intendAndMake(wanted, answered);
    } finally {
      places.release();
    }
  }

  private <A> Outcome<A> intendAndMake(WantedMeeting wanted, Function<Tx, Optional<A>> answered) {
    Intended<A> intended = database.write(tx -> intents.intend(tx, wanted, answered));
    var making = intended.making();
    if (making == null) {
      return new Outcome<>(null, intended.answer());
    }
    try {
      var made = provider.make(new WantedConference(making.host(), wanted.start(), wanted.end(), wanted.timeZone(), making.id(),
          Reference.of(making.id())), WITHIN);
      audit.record("conference-made", making.id(), "provider=" + making.provider());
      return new Outcome<>(making.with(made), null);
    } catch (ConferenceRefusedException e) {
      refused(making, e);
      throw e;
    } catch (ConferenceUnavailableException e) {
      // One that may exist stays intended: only its marker tells, and an hour later certainly.
      if (e.mayExist()) {
        safely(making, () -> owed.giveUpUnknown(making.id()));
      } else {
        safely(making, () -> database.write(tx -> {
          owed.forget(tx, making.id());
          intents.giveBack(tx, making);
          return null;
        }));
      }
      throw e;
    }
  }

  /** Deletes a meeting that got no invitations. One that got some after all stays. */
  public void undo(Making making) {
    safely(making, () -> deleteNow(making, making.made().providerId()));
  }

  private void refused(Making making, ConferenceRefusedException refusal) {
    if (refusal.leftBehind() == null) {
      safely(making, () -> owed.forget(making.id()));
    } else {
      safely(making, () -> deleteNow(making, refusal.leftBehind()));
    }
  }

  private void deleteNow(Making making, String providerId) {
    if (!owed.giveUp(making, providerId)) {
      return;
    }
    try {
      provider.delete(providerId);
      owed.forget(making.id());
      audit.record("conference-deleted", making.id(), "given-up");
    } catch (ConferenceUnavailableException e) {
      LOG.warn("A meeting that a post gave up could not be deleted at {}, and is tried again: {}", making.provider(), e.getMessage());
    }
  }

  /** Whoever posted hears of the first failure, and not of what was to clean up behind it. */
  private static void safely(Making making, Runnable cleaning) {
    try {
      cleaning.run();
    } catch (RuntimeException e) {
      LOG.warn("The meeting {} of a post that failed is left to the sweep: {}", making.id(), Traces.withoutMessages(e));
    }
  }
}
