package nl.sluis.intake;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.sluis.conference.Conferences;
import nl.sluis.intake.Withdrawal.Cancelled;
import nl.sluis.meeting.Organizer;
import nl.sluis.outbox.CancellationPayload;
import nl.sluis.outbox.Outbox;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.store.Contacts;
import nl.sluis.store.Endings;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Meetings;
import nl.sluis.store.Standing;
import nl.sluis.store.Tx;

/**
 * What cancelling and closing a meeting change. Whoever may have had the mail of an invitation that is cancelled gets one more, without details. Of
 * those who have opened theirs the gateway has no address any more: the scheduler names them. A meeting that a video service made for it is to be deleted
 * there; who closes a meeting leaves it, because people are inside.
 */
public final class Cancellation {
  private final Meetings meetings;
  private final Contacts contacts;
  private final Endings endings;
  private final Outbox outbox;
  private final Conferences conferences;

  public Cancellation(Meetings meetings, Contacts contacts, Endings endings, Outbox outbox, Conferences conferences) {
    this.meetings = meetings;
    this.contacts = contacts;
    this.endings = endings;
    this.outbox = outbox;
    this.conferences = conferences;
  }

  /** @throws ProblemException 404 unknown meeting; 409 stale sequence; 422 an id is not of this meeting */
  Cancelled cancel(Tx tx, String clientId, byte[] hash, CancelRequest request) {
    var standing = standing(tx, clientId, hash);
    var current = standing.sequence();
    var sequence = request.sequence() == null ? current : request.sequence();
    if (sequence < current) {
      throw new ProblemException(Problem.STALE_SEQUENCE).with("sequence", current);
    }
    var ids = named(request);
    var held = request.only() == null ? tx.invited().lockLive(clientId, hash, ids) : tx.invited().lockOf(clientId, hash, ids);
    var named = held.stream().filter(one -> ids.contains(one.id())).collect(Collectors.toMap(Invitation::id, Function.identity()));
    request.refuseUnlessKnown(named.keySet());
    var live = request.only() == null
        ? held.stream().filter(one -> one.isLiveAt(tx.now())).toList()
        : request.only().stream().distinct().map(named::get).filter(one -> one.isLiveAt(tx.now())).toList();
    var opened = tx.invited().opened(clientId, hash, standing.isCancelled() ? posted(tx, clientId, hash) : current).stream()
        .filter(id -> request.only() == null || request.only().contains(id)).toList();
    var told = new LinkedHashSet<String>();
    var cancelled = end(tx, live, request.only() == null ? sequence : current, told);
    tell(tx, request, named, told);
    if (request.only() == null) {
      mark(tx, standing, sequence);
      conferences.owe(tx, clientId, hash);
    }
    return new Cancelled(request.uid(), request.only() == null ? sequence : current, cancelled, List.copyOf(told), untold(tx, opened));
  }

  /** @return ids of those that were live. @throws ProblemException 404 unknown meeting */
  List<String> close(Tx tx, String clientId, byte[] hash) {
    var unused = standing(tx, clientId, hash);
    var live = tx.invited().lockLive(clientId, hash, List.of()).stream().filter(one -> one.isLiveAt(tx.now())).toList();
    return inOrder(live, endings.endAll(tx, live, InvitationState.CLOSED, 0));
  }

  /** @return the locked meeting; one without a row has one from here on, so that no post comes in between */
  private Standing standing(Tx tx, String clientId, byte[] hash) {
    return meetings.lock(tx, clientId, hash)
        .orElseGet(() -> meetings.lockOrMake(tx, clientId, hash, posted(tx, clientId, hash)).standing());
  }

  /** @return the highest sequence of its invitations */
  private static int posted(Tx tx, String clientId, byte[] hash) {
    return tx.invited().highestSequence(clientId, hash).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_MEETING));
  }

  private static Set<String> named(CancelRequest request) {
    var ids = new LinkedHashSet<String>();
    if (request.only() != null) {
      ids.addAll(request.only());
    }
    request.tell().forEach(one -> ids.add(one.id()));
    return ids;
  }

  /** Ends them, and owes a mail to those who may have had one. */
  private List<String> end(Tx tx, List<Invitation> live, int sequence, Set<String> told) {
    if (live.isEmpty()) {
      return List.of();
    }
    var unsent = tx.invited().unsent(live.stream().map(Invitation::id).toList());
    var mails = new HashMap<String, CancellationPayload>();
    live.stream().filter(one -> !unsent.contains(one.id())).forEach(one -> payload(one).ifPresent(mail -> mails.put(one.id(), mail)));
    var ended = inOrder(live, endings.endAll(tx, live, InvitationState.CANCELLED, sequence));
    for (var id : ended) {
      if (mails.containsKey(id) && tx.invitations().tell(id)) {
        outbox.enqueueCancellation(tx, id, mails.get(id));
        told.add(id);
      }
    }
    return ended;
  }

  /** @return empty of one whose contact does not open, which is tampered then */
  private Optional<CancellationPayload> payload(Invitation live) {
    try {
      var contact = contacts.open(live);
      return Optional.of(new CancellationPayload(contact.invitee().email(), contact.invitee().locale(), contact.organizer()));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** Once ever for each, and only of those that were opened: of all others the gateway knows itself whom to tell. */
  private void tell(Tx tx, CancelRequest request, Map<String, Invitation> named, Set<String> told) {
    for (var one : request.tell()) {
      var invitation = named.get(one.id());
      if (isFinal(tx, invitation) && tx.invitations().tell(one.id())) {
        outbox.enqueueCancellation(tx, one.id(), new CancellationPayload(one.email(), one.locale(), organizer(invitation)));
        told.add(one.id());
      }
    }
  }

  /** @return one without name and address where the gateway no longer knows it, or cannot believe it */
  private Organizer organizer(Invitation opened) {
    try {
      var contact = contacts.open(opened);
      return contact == null ? new Organizer(null, null) : contact.organizer();
    } catch (ProblemException e) {
      return new Organizer(null, null);
    }
  }

  private void mark(Tx tx, Standing standing, int sequence) {
    if (!standing.isCancelled() || standing.sequence() != sequence) {
      meetings.change(tx, standing, sequence, standing.isCancelled() ? standing.cancelledAt() : tx.now());
    }
  }

  private static List<String> untold(Tx tx, List<String> opened) {
    if (opened.isEmpty()) {
      return List.of();
    }
    var found = tx.invitations().byIds(opened);
    return opened.stream().filter(found::containsKey).filter(id -> isUntold(tx, found.get(id).get())).toList();
  }

  private static boolean isUntold(Tx tx, Invitation invitation) {
    return isFinal(tx, invitation) && invitation.row().toldAt() == null;
  }

  private static boolean isFinal(Tx tx, Invitation invitation) {
    return invitation.openedAt() != null && invitation.endedAt(tx.now()) != null
        && InvitationState.OPENED.word().equals(invitation.row().state());
  }

  private static List<String> inOrder(List<Invitation> live, Set<String> ended) {
    return live.stream().map(Invitation::id).filter(ended::contains).toList();
  }
}
