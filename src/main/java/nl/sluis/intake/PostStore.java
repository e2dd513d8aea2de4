package nl.sluis.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.sluis.conference.ConferenceRefusedException;
import nl.sluis.conference.ConferenceUnavailableException;
import nl.sluis.conference.Making;
import nl.sluis.conference.MeetingMaker;
import nl.sluis.conference.WantedMeeting;
import nl.sluis.problem.Outage;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.rules.MeetingRule;
import nl.sluis.rules.MeetingRules;
import nl.sluis.rules.Moments;
import nl.sluis.store.Caller;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals a post and stores it. If it wants a meeting made, that comes first: what can be judged is judged, the meeting is intended and made with no
 * transaction open, and whatever fails behind it deletes the meeting again.
 */
public final class PostStore {
  private static final Logger LOG = LoggerFactory.getLogger(PostStore.class);
  private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
  private final Database database;
  private final PostSealer sealer;
  private final Storing storing;
  private final Idempotency idempotency;
  private final Foresight foresight;
  private final MeetingRules rules;
  private final MeetingMaker maker;
  private final Supplier<Optional<ConferenceRule>> refused;

  /**
   * @param maker   null where no meetings are made
   * @param refused which rule the account no longer keeps, so that no meeting is made now; empty if none
   */
  public PostStore(Database database, PostSealer sealer, Storing storing, Idempotency idempotency, Foresight foresight, MeetingRules rules,
      MeetingMaker maker, Supplier<Optional<ConferenceRule>> refused) {
    this.database = database;
    this.sealer = sealer;
    this.storing = storing;
    this.idempotency = idempotency;
    this.foresight = foresight;
    this.rules = rules;
    this.maker = maker;
    this.refused = refused;
  }

  /** @param keyed null without an Idempotency-Key */
  Storing.Outcome store(Caller caller, PostRequest request, KeyedPost keyed) {
    return request instanceof InvitationRequest posted && posted.conference() != null
        ? makeAndStore(caller, posted, keyed)
        : sealAndStore(caller, request, keyed);
  }

  /** @return what is said where a rule refuses a meeting that was made */
  static ProblemException refusal(MeetingRule rule) {
    return new ProblemException(Problem.CONFERENCE_REFUSED, rule.detail()).with("rule", rule.word());
  }

  /** @param after when another try makes sense; null if nobody knows */
  static ProblemException unavailable(Duration after) {
    return ProblemException.retryAfter(Problem.CONFERENCE_UNAVAILABLE, after == null ? TRY_AGAIN : after);
  }

  private Storing.Outcome sealAndStore(Caller caller, PostRequest request, KeyedPost keyed) {
    try (var post = sealer.seal(caller, request)) {
      Function<Tx, Storing.Outcome> work = tx -> storing.store(tx, caller.client(), request, post, keyed);
      return post.joinsOthers() ? database.gather(post.locks(), work) : database.write(work);
    }
  }

  private Storing.Outcome makeAndStore(Caller caller, InvitationRequest request, KeyedPost keyed) {
    var client = caller.client();
    var hash = sealer.meetingHash(client, request);
    var refHashes = sealer.refHashes(client, request);
    if (!database.read(tx -> foresight.adds(tx, caller, request, hash, refHashes))) {
      return sealAndStore(caller, request, keyed);
    }
    refused.get().ifPresent(rule -> {
      throw new ProblemException(Problem.CONFERENCE_REFUSED,
          "The account of the video service no longer keeps this rule; the operator must act")
          .with("rule", rule.word());
    });
    var outcome = make(request, new WantedMeeting(client.id(), hash, request.conditions().sequence(), request.conference().host(),
        Moments.instant(request.meeting().start()), Moments.instant(request.meeting().end()), request.meeting().timeZone(),
        keyed == null ? null : keyed.keyHash()), keyed);
    return outcome.making() == null
        ? new Storing.Outcome(outcome.answered(), false)
        : storeMade(caller, request, keyed, outcome.making());
  }

  private MeetingMaker.Outcome<InvitationReceipt> make(InvitationRequest request, WantedMeeting wanted, KeyedPost keyed) {
    try {
      return maker.make(wanted, tx -> keyed == null
          ? Optional.empty()
          : idempotency.find(tx, keyed).filter(found -> !found.isVoid()).map(IdempotentAnswer::receipt));
    } catch (ConferenceRefusedException e) {
      LOG.warn("A meeting was not made at {} ({}): {}", request.conference().provider(), e.reason(), e.getMessage());
      var isRule = Arrays.stream(ConferenceRule.values()).anyMatch(rule -> rule.word().equals(e.reason()));
      throw new ProblemException(Problem.CONFERENCE_REFUSED, e.getMessage()).with(isRule ? "rule" : "code", e.reason());
    } catch (ConferenceUnavailableException e) {
      LOG.warn("A meeting could not be made at {}: {}", request.conference().provider(), e.getMessage());
      throw unavailable(e.retryAfter());
    }
  }

  private Storing.Outcome storeMade(Caller caller, InvitationRequest request, KeyedPost keyed, Making making) {
    try {
      var judged = rules.judge(InvitationRequest.ruled(request.linked(making)).orElseThrow());
      judged.stream().filter(breach -> rules.refuses(breach.rule())).findFirst().ifPresent(breach -> {
        throw refusal(breach.rule());
      });
      var stored = sealAndStore(caller, request.with(making, judged), keyed);
      if (!stored.isNew() || stored.receipt().conference() == null) {
        // The same post, or each of its invitees, was stored meanwhile.
        maker.undo(making);
      }
      return stored;
    } catch (RuntimeException e) {
      // Where the database broke off nobody knows whether it has invitations: in an hour the sweep does.
      if (!Outage.isCauseOf(e)) {
        maker.undo(making);
      }
      throw e;
    }
  }
}
