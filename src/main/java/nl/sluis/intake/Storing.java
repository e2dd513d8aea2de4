package nl.sluis.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nl.sluis.conference.Conferences;
import nl.sluis.feed.EventType;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.rules.Breach;
import nl.sluis.rules.MeetingRule;
import nl.sluis.rules.MeetingRules;
import nl.sluis.store.Client;
import nl.sluis.store.MeetingIds;
import nl.sluis.store.Tx;

/** All of a post's transaction: what becomes of former invitations, whether its meeting ID is new, the invitations, and what is kept to repeat it. */
public final class Storing {
  private final Succession succession;
  private final MeetingRules rules;
  private final MeetingIds meetingIds;
  private final Idempotency idempotency;
  private final Conferences conferences;

  public Storing(Succession succession, MeetingRules rules, MeetingIds meetingIds, Idempotency idempotency, Conferences conferences) {
    this.succession = succession;
    this.rules = rules;
    this.meetingIds = meetingIds;
    this.idempotency = idempotency;
    this.conferences = conferences;
  }

  /**
   * Called in each try of a transaction.
   *
   * @param keyed null without an Idempotency-Key
   */
  Outcome store(Tx tx, Client client, PostRequest request, SealedPost post, KeyedPost keyed) {
    var faster = keyed == null ? Optional.<InvitationReceipt>empty() : idempotency.faster(tx, keyed);
    if (faster.isPresent()) {
      return new Outcome(faster.get(), false);
    }
    var succeeded = post.settle(tx, succession);
    if (request instanceof SealedRequest sealed) {
      refusePosted(tx, sealed, succeeded.existing().keySet());
    }
    succeed(tx, client, request, post.meetingHash(), succeeded);
    var broken = request instanceof InvitationRequest posted ? broken(tx, client, posted) : List.<MeetingRule>of();
    post.store(tx, succeeded.existing().keySet());
    var receipt = post.receipt(tx, succeeded, broken);
    receipt.invitations().stream().filter(entry -> entry.existing() == null).findFirst().ifPresent(
        first -> broken.forEach(rule -> tx.events().add(EventType.RULE_WARNED, client.id(), first.id(), rule.number())));
    if (keyed != null) {
      idempotency.keep(tx, keyed, receipt, broken);
    }
    return new Outcome(receipt, true);
  }

  /** What becomes of meetings that a video service made: of the former one, and of that which this post wanted. */
  private void succeed(Tx tx, Client client, PostRequest request, byte[] hash, Succession.Succeeded succeeded) {
    if (!(request instanceof InvitationRequest posted) || posted.conference() == null) {
      if (succeeded.isHigher()) {
        conferences.owe(tx, client.id(), hash);
      }
      return;
    }
    if (succeeded.existing().size() == request.size()) {
      return;
    }
    if (posted.making() == null || !succeeded.existing().isEmpty()
        || !succeeded.isHigher() && !request.frame().isDrawn()
            && tx.invited().isAnybodyInvited(client.id(), hash, request.conditions().sequence())) {
      throw new ProblemException(Problem.CONFERENCE_ADDS);
    }
    if (!conferences.hold(tx, posted.making())) {
      throw PostStore.unavailable(null);
    }
  }

  /**
   * All rules that warn.
   *
   * @throws ProblemException {@code INVALID} if the meeting ID is not new, and that is refused
   */
  private List<MeetingRule> broken(Tx tx, Client client, InvitationRequest request) {
    var broken = new ArrayList<MeetingRule>();
    if (!rules.isOff(MeetingRule.MEETING_ID_NEW) && isUsed(tx, client, request)) {
      if (rules.refuses(MeetingRule.MEETING_ID_NEW)) {
        var field = request.meeting().meetingId() == null ? "joinUrl" : "meetingId";
        if (request.making() != null) {
          throw PostStore.refusal(MeetingRule.MEETING_ID_NEW);
        }
        throw ProblemException.invalid(List.of(Warning.error(new Breach(MeetingRule.MEETING_ID_NEW, field))));
      }
      broken.add(MeetingRule.MEETING_ID_NEW);
    }
    request.breaches().forEach(breach -> broken.add(breach.rule()));
    return broken;
  }

  private boolean isUsed(Tx tx, Client client, InvitationRequest request) {
    // All are entered, also where the first was used already.
    return InvitationRequest.ruled(request.meeting()).stream().flatMap(ruled -> ruled.ids().stream())
        .filter(id -> meetingIds.isUsed(tx, client.id(), request.uid(), id)).count() > 0;
  }

  /** Asked in each try of the transaction: who was faster by an instant shows as a duplicate, and then it is run again. */
  private static void refusePosted(Tx tx, SealedRequest request, Set<Integer> existing) {
    var posted = IntStream.range(0, request.size()).filter(at -> !existing.contains(at)).mapToObj(request.invitees()::get).toList();
    if (posted.isEmpty()) {
      return;
    }
    var taken = tx.invitations().taken(posted.stream().map(one -> one.sealed().id()).toList(),
        posted.stream().map(one -> one.sealed().accessHash()).toList());
    for (var one : taken.isEmpty() ? List.<PostedInvitee>of() : posted) {
      var sealed = one.sealed();
      if (taken.stream().anyMatch(found -> found.id().equals(sealed.id()) || Arrays.equals(found.accessHash(), sealed.accessHash()))) {
        throw new ProblemException(Problem.ALREADY_POSTED, one.pointer("sealed") + " was posted before; a new invitation is sealed anew");
      }
    }
  }

  /** @param isNew false if the same post was answered meanwhile, and nothing was stored */
  record Outcome(InvitationReceipt receipt, boolean isNew) {}
}
