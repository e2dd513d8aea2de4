package nl.sluis.intake;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Attention;
import nl.sluis.store.Caller;
import nl.sluis.store.Endings;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Meetings;
import nl.sluis.store.SchedulerRefDao;
import nl.sluis.store.SchedulerRefs;
import nl.sluis.store.Scope;
import nl.sluis.store.Standing;
import nl.sluis.store.Tx;

/**
 * What a post does to what was posted before under its uid (RFC 5546, UID and SEQUENCE): the same sequence adds, a higher one takes the place of all
 * that is live, a lower one is refused. In the transaction that stores the post, behind the lock of the meeting.
 */
public final class Succession {
  static final String NOT_OF_MEETING = "is no invitation of this meeting";
  /** Live ones of one meeting. */
  private static final int MOST_LIVE = 2_000;

  private final Meetings meetings;
  private final Endings endings;
  private final SchedulerRefs marks;

  public Succession(Meetings meetings, Endings endings, SchedulerRefs marks) {
    this.meetings = meetings;
    this.endings = endings;
    this.marks = marks;
  }

  /**
   * Judges a post, and ends what it takes the place of.
   *
   * @param refHashes of its invitees, in order; null where there is no ref
   * @throws ProblemException 403 it takes the place of others, and this key may not revoke; 409 stale sequence; 422 something to be replaced is not
   *     of this meeting, or too many are live
   */
  Succeeded settle(Tx tx, Caller caller, PostRequest request, byte[] meetingHash, List<byte[]> refHashes) {
    var sequence = request.conditions().sequence();
    var clientId = caller.client().id();
    var replaces = replaced(caller, request);
    if (request.frame().isDrawn()) {
      refuseUnknown(tx, clientId, request, replaces, Set.of());
      if (sequence > 0) {
        meetings.lockOrMake(tx, clientId, meetingHash, sequence);
      }
      return Succeeded.NOTHING;
    }
    var locked = meetings.lockOrMake(tx, clientId, meetingHash, sequence);
    var standing = locked.standing();
    var isHigher = isHigher(standing, sequence) || locked.isNew() && sequence > 0;
    var former = isHigher ? former(tx, clientId, meetingHash, locked) : OptionalInt.empty();
    former.ifPresent(any -> caller.require(Scope.REVOKE));
    var held = isHigher
        ? tx.invited().lockLive(clientId, meetingHash, replaces)
        : tx.invited().lockOf(clientId, meetingHash, replaces);
    var named = held.stream().filter(one -> replaces.contains(one.id())).collect(Collectors.toMap(Invitation::id, Function.identity()));
    refuseUnknown(tx, clientId, request, replaces, named.keySet());
    var existing = isHigher ? Map.<Integer, Invitation>of() : existing(tx, clientId, request, meetingHash, refHashes, named);
    // Behind the locks: whoever is not live by then has opened it, and is found here.
    var openedBefore = isHigher ? tx.invited().opened(clientId, meetingHash, former.orElse(0)) : null;
    var ended = end(tx, held.stream().filter(one -> one.isLiveAt(tx.now())).toList(), sequence);
    if (isHigher && !locked.isNew()) {
      meetings.change(tx, standing, sequence, null);
    }
    if (!named.isEmpty()) {
      tx.dao(SchedulerRefDao.class).free(List.copyOf(named.keySet()));
    }
    refuseTooMany(tx, clientId, request, meetingHash, locked.isNew() || isHigher, existing.size());
    return new Succeeded(existing, isHigher || !named.isEmpty() ? ended : null, openedBefore);
  }

  private static Set<String> replaced(Caller caller, PostRequest request) {
    var ids = new LinkedHashSet<String>();
    request.invitees().stream().map(PostedInvitee::replaces).filter(Objects::nonNull).forEach(ids::add);
    if (!ids.isEmpty()) {
      caller.require(Scope.REVOKE);
    }
    return ids;
  }

  /** @throws ProblemException 409 if the post is of a state of the meeting that is over */
  static boolean isHigher(Standing standing, int sequence) {
    if (sequence < standing.sequence() || standing.isCancelled() && sequence == standing.sequence()) {
      throw new ProblemException(Problem.STALE_SEQUENCE).with("sequence", standing.sequence());
    }
    return sequence > standing.sequence();
  }

  /**
   * In the same words whether there is such an invitation elsewhere or not. After a restore the client may have a new key of hashes: then nobody can
   * tell any more of which meeting a former invitation was, so those that the restore ended are known too.
   */
  private static void refuseUnknown(Tx tx, String clientId, PostRequest request, Set<String> ids, Set<String> known) {
    var unknown = new HashSet<>(ids);
    unknown.removeAll(known);
    if (unknown.isEmpty()) {
      return;
    }
    tx.invitations().allOf(clientId, List.copyOf(unknown)).stream().filter(one -> Attention.RESTORED.is(one.attention()))
        .forEach(one -> unknown.remove(one.id()));
    var errors = request.invitees().stream().filter(one -> unknown.contains(one.replaces())).limit(FieldErrors.MAX_ENTRIES)
        .map(one -> new FieldError(one.pointer("replaces"), NOT_OF_MEETING)).toList();
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  /** Invitees whose ref is there already. The ref of one that is replaced is given again. */
  private Map<Integer, Invitation> existing(Tx tx, String clientId, PostRequest request, byte[] meetingHash, List<byte[]> refHashes,
      Map<String, Invitation> named) {
    var asked = refHashes.stream().filter(Objects::nonNull).toList();
    var rows = asked.isEmpty()
        ? Map.<ByteBuffer, SchedulerRefDao.Row>of()
        : tx.dao(SchedulerRefDao.class).byHashes(asked).stream()
            .collect(Collectors.toMap(row -> ByteBuffer.wrap(row.refHash()), row -> row));
    if (rows.isEmpty()) {
      return Map.of();
    }
    var existing = new LinkedHashMap<Integer, Invitation>();
    var invitations = tx.invitations().byIds(rows.values().stream().map(SchedulerRefDao.Row::invitationId).toList());
    for (var at = 0; at < refHashes.size(); at++) {
      var one = request.invitees().get(at);
      var row = one.ref() == null ? null : rows.get(ByteBuffer.wrap(refHashes.get(at)));
      if (row != null && !row.invitationId().equals(one.replaces())) {
        var invitation = invitations.get(row.invitationId()).get();
        if (!marks.holds(row, one.ref()) || !isOf(invitation, clientId, meetingHash, request) && !marks.note(row)) {
          // Moved here past the gateway, maybe from another client's: whom it was given to is invited anew.
          tx.dao(SchedulerRefDao.class).free(List.of(row.invitationId()));
          continue;
        }
        var replaced = named.get(one.replaces());
        if (replaced != null && replaced.isLiveAt(tx.now())) {
          throw ProblemException
              .invalid(List.of(new FieldError(one.pointer("ref"), "is that of another invitation than the one it replaces")));
        }
        existing.put(at, invitation);
      }
    }
    return existing;
  }

  private static boolean isOf(Invitation invitation, String clientId, byte[] meetingHash, PostRequest request) {
    return invitation.clientId().equals(clientId) && Arrays.equals(invitation.row().meetingHash(), meetingHash)
        && invitation.sequence() == request.conditions().sequence();
  }

  /** @return the sequence posted before, empty if none: of a meeting without a row, or whose cancellation raised it, the invitations say it */
  private static OptionalInt former(Tx tx, String clientId, byte[] meetingHash, Meetings.Locked locked) {
    return locked.isNew()
        ? tx.invited().highestSequence(clientId, meetingHash)
        : OptionalInt.of(locked.standing().isCancelled()
            ? tx.invited().highestSequence(clientId, meetingHash).orElse(0)
            : locked.standing().sequence());
  }

  private List<String> end(Tx tx, List<Invitation> live, int sequence) {
    var ended = live.isEmpty() ? Set.<String>of() : endings.endAll(tx, live, InvitationState.REPLACED, sequence);
    return live.stream().map(Invitation::id).filter(ended::contains).toList();
  }

  private static void refuseTooMany(Tx tx, String clientId, PostRequest request, byte[] meetingHash, boolean isFirst, int existing) {
    var added = request.size() - existing;
    if (!isFirst && added > 0 && tx.invited().countLive(clientId, meetingHash) + added > MOST_LIVE) {
      throw ProblemException
          .invalid(List.of(new FieldError("/invitees", "would make more than " + MOST_LIVE + " live invitations of this meeting")));
    }
  }

  /**
   * What became of former invitations.
   *
   * @param existing     invitations whose ref was posted again, by the place of the invitee
   * @param replaced     ids of those that it ended; null if the post was none to end any
   * @param openedBefore ids of those of the former state that were opened; null if it stays the same state
   */
  record Succeeded(Map<Integer, Invitation> existing, List<String> replaced, List<String> openedBefore) {
    static final Succeeded NOTHING = new Succeeded(Map.of(), null, null);

    /** @return whether it is a new state of the meeting */
    boolean isHigher() {
      return openedBefore != null;
    }
  }
}
