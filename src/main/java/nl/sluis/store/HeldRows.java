package nl.sluis.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluis.feed.EventType;
import nl.sluis.feed.Events;

/** The rows that one transaction has locked and believes, and what it decided about each of them. */
final class HeldRows {
  private final InvitationDao dao;
  private final InvitationGuard guard;
  private final Events events;
  private final Instant now;
  private final Map<String, HeldInvitation> held = new LinkedHashMap<>();

  HeldRows(InvitationDao dao, InvitationGuard guard, Events events, Instant now) {
    this.dao = dao;
    this.guard = guard;
    this.events = events;
    this.now = now;
  }

  /** Writes what was decided and is not stored yet, all rows in one batch, each with one seal. */
  void write() {
    var changed = held.values().stream().filter(HeldInvitation::isChanged).toList();
    if (!changed.isEmpty()) {
      dao.update(changed.stream().map(this::sealed).toList());
      var erased = changed.stream().filter(HeldInvitation::losesContent).map(HeldInvitation::id).toList();
      if (!erased.isEmpty()) {
        dao.eraseOpened(erased, now);
        dao.eraseEnvelopes(erased);
      }
      changed.forEach(HeldInvitation::written);
    }
  }

  private InvitationDao.Change sealed(HeldInvitation held) {
    var row = held.toRow();
    return new InvitationDao.Change(row, held.newContact(), held.keyId() == null ? null : guard.seal(held.keyId(), row.id(), row.digest()));
  }

  /** Locks one until this transaction ends. @return empty if there is none, or it is not as a gateway left it */
  Optional<HeldInvitation> hold(String id) {
    var known = held.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    dao.lock(id).ifPresent(this::held);
    return Optional.ofNullable(held.get(id));
  }

  /** @return the locked row as it is read: one that is not as a gateway left it is tampered, and changes no more */
  Invitation held(Invitation locked) {
    if (!guard.holds(locked)) {
      return locked.tampered();
    }
    held.put(locked.id(), new HeldInvitation(locked, events));
    return locked;
  }

  /** Locks one until this transaction ends. @return it, with what this transaction has changed so far */
  Optional<Invitation> lock(String id) {
    var known = held.get(id);
    return known != null ? Optional.of(known.toInvitation()) : dao.lock(id).map(this::held);
  }

  /** Locks many until this transaction ends. @return those that are as a gateway left them */
  Set<String> lockAll(List<String> ids) {
    var others = ids.stream().filter(id -> !held.containsKey(id)).toList();
    if (!others.isEmpty()) {
      dao.lockAll(others).forEach(this::held);
    }
    return ids.stream().filter(held::containsKey).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Of one that is not as a gateway left it, in its row or beside it: erases what could open it. It stays known as tampered. */
  void eraseTampered(String id) {
    held.remove(id);
    dao.lock(id).filter(one -> one.keptState() != InvitationState.TAMPERED)
        .ifPresent(one -> events.add(EventType.ATTENTION, one.clientId(), id, Attention.TAMPERED.number()));
    dao.eraseTampered(id, now);
    dao.eraseEnvelopes(List.of(id));
    dao.eraseMailsOwed(List.of(id));
  }

  /** What comes is written past what was decided. */
  void release(String id) {
    held.remove(id);
  }

  /** @return the row as it is read: one that is not as a gateway left it is tampered */
  Invitation judged(Invitation read) {
    return guard.holds(read) ? read : read.tampered();
  }
}
