package nl.sluis.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.store.InvitationDao.Listed;

/**
 * The invitations of one transaction. Whoever changes one locks its row and looks whether it is as a gateway left it; a row that is not changes no
 * more, and is read as tampered. All changes of a row are written and sealed together, before the next reading or at the end.
 */
public final class Invitations {
  private final InvitationDao dao;
  private final InvitationGuard guard;
  private final Instant now;
  private final Map<String, HeldInvitation> held = new LinkedHashMap<>();

  Invitations(InvitationDao dao, InvitationGuard guard, Instant now) {
    this.dao = dao;
    this.guard = guard;
    this.now = now;
  }

  /** Stores new invitations; false if the key of one is no longer the active one. */
  public boolean insert(List<NewInvitation> invitations) {
    var rows = invitations.stream()
        .map(one -> one.sealed(guard.seal(one.keyId(), one.row().id(), one.row().digest()))).toList();
    if (rows.size() == 1 ? !dao.insert(rows.get(0)) : Arrays.stream(dao.insertAll(rows)).anyMatch(inserted -> inserted == 0)) {
      return false;
    }
    dao.insertEnvelopes(rows);
    return true;
  }

  /** @see InvitationDao#taken */
  public List<InvitationDao.Taken> taken(List<String> ids, List<byte[]> accessHashes) {
    return dao.taken(ids, accessHashes);
  }

  public Optional<Invitation> byId(String id) {
    return one(() -> dao.byId(id));
  }

  /** @return each that is there, by its id: read now, and judged when it is asked for, so that one that is refused holds up no other */
  public Map<String, Supplier<Invitation>> byIds(List<String> ids) {
    write();
    return dao.byIds(ids).stream().collect(Collectors.toMap(row -> row.row().id(), row -> () -> judged(row)));
  }

  public Optional<Invitation> byIdOf(String id, String clientId) {
    return one(() -> dao.byIdOf(id, clientId));
  }

  /** @see InvitationDao#allOf */
  public List<Invitation> allOf(String clientId, List<String> ids) {
    return many(() -> dao.allOf(clientId, ids));
  }

  public Optional<Invitation> byAccess(byte[] accessHash) {
    return one(() -> dao.byAccess(accessHash));
  }

  /**
   * Locks one by its link, if it can be opened, until this transaction ends.
   *
   * @return it; or what {@link #byAccess} finds, and then nothing is locked
   */
  public Optional<Invitation> lockByAccess(byte[] accessHash, Instant now) {
    write();
    return dao.lockOpen(accessHash, now).map(this::held).or(() -> byAccess(accessHash));
  }

  /** Locks one until this transaction ends. @return it, with what this transaction has changed so far */
  public Optional<Invitation> lock(String id) {
    var known = held.get(id);
    return known != null ? Optional.of(known.toInvitation()) : dao.lock(id).map(this::held);
  }

  /** @see InvitationDao#ofMeeting */
  public List<Listed> ofMeeting(String clientId, byte[] meetingHash, long after, int limit) {
    write();
    return dao.ofMeeting(clientId, meetingHash, after, limit).stream().map(this::judged).toList();
  }

  /** @see InvitationDao#ofClient */
  public List<Listed> ofClient(String clientId, long before, int limit) {
    write();
    return dao.ofClient(clientId, before, limit).stream().map(this::judged).toList();
  }

  /** @see InvitationDao#unsent */
  public Set<String> unsent(List<String> ids) {
    return Set.copyOf(dao.unsent(ids));
  }

  /** @see HeldInvitation#spendTry */
  public boolean spendTry(String id, int limit, Instant now) {
    return change(id, row -> row.spendTry(limit, now));
  }

  /** @see HeldInvitation#giveBackTry */
  public void giveBackTry(String id) {
    change(id, HeldInvitation::giveBackTry);
  }

  /** @see HeldInvitation#warn */
  public boolean warn(String id, int failures, Instant now) {
    return change(id, row -> row.warn(failures, now));
  }

  public void startCode(String id, Instant now) {
    change(id, row -> row.startCode(now));
  }

  /** @param attention null if there is nothing to look at any more */
  public void callAttention(String id, Attention attention) {
    change(id, row -> row.callAttention(attention == null ? null : attention.word()));
  }

  /** @return the ids of those that it marked; the others ended meanwhile, or are not as a gateway left them */
  public Set<String> markMailed(List<String> ids, Instant now) {
    return lockAll(ids).stream().filter(id -> held.get(id).markMailed(now)).collect(Collectors.toSet());
  }

  /** Locks many until this transaction ends. @return those that are as a gateway left them */
  Set<String> lockAll(List<String> ids) {
    var others = ids.stream().filter(id -> !held.containsKey(id)).toList();
    if (!others.isEmpty()) {
      dao.lockAll(others).forEach(this::held);
    }
    return ids.stream().filter(held::containsKey).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Locks all of a meeting that can be opened, in the order of posting. @return those that are as a gateway left them */
  public List<Invitation> lockLive(String clientId, byte[] meetingHash) {
    write();
    return dao.lockLive(clientId, meetingHash, now).stream().map(this::held).filter(one -> one.isLiveAt(now)).toList();
  }

  /** @see InvitationDao#countLive */
  public int countLive(String clientId, byte[] meetingHash) {
    return dao.countLive(clientId, meetingHash, now);
  }

  /** @see InvitationDao#opened */
  public List<String> opened(String clientId, byte[] meetingHash, int sequence) {
    return dao.opened(clientId, meetingHash, sequence);
  }

  /** @return the highest sequence that was posted of a meeting; empty if nothing was */
  public OptionalInt highestSequence(String clientId, byte[] meetingHash) {
    var highest = dao.highestSequence(clientId, meetingHash);
    return highest == null ? OptionalInt.empty() : OptionalInt.of(highest);
  }

  /** Locks those of these that are of this meeting, in the order of posting. @return each as it is; one that cannot be believed is tampered */
  public Map<String, Invitation> lockOf(String clientId, byte[] meetingHash, List<String> ids) {
    write();
    var these = dao.ofThese(clientId, meetingHash, ids);
    lockAll(these);
    return these.stream().map(id -> lock(id).orElseThrow()).collect(Collectors.toMap(Invitation::id, Function.identity()));
  }

  /** The invitee asks for a new one: true for the first time. */
  public boolean ask(String id) {
    return change(id, row -> row.ask(now));
  }

  /** The invitee is owed a mail that it is cancelled: true for the first time. */
  public boolean tell(String id) {
    return change(id, row -> row.tell(now));
  }

  /** Takes what is to be kept of the contact after the end. @param contact sealed under the key of its row, null leaves it */
  public void keepContact(String id, byte[] contact) {
    change(id, row -> {
      row.keepContact(contact);
      return true;
    });
  }

  /** Of one that ended: forgets whom to ask. */
  public void forgetContact(String id) {
    write();
    held.remove(id);
    if (!dao.forgetContact(id, now)) {
      dao.eraseContact(id);
    }
  }

  /**
   * Ends those of these that can be opened: what could open them is erased.
   *
   * @throws StaleKeyException if the key of what is left of the contacts is no longer active: nothing is stored then
   */
  void end(List<InvitationDao.Ending> endings, InvitationState state, Attention attention, Instant now) {
    if (endings.isEmpty()) {
      return;
    }
    var erased = dao.eraseContent(endings);
    for (var at = 0; at < erased.length; at++) {
      if (erased[at] == 0) {
        throw new StaleKeyException("invitation", endings.get(at).keyId());
      }
      var ending = endings.get(at);
      held.get(ending.id()).end(state, attention, ending.keyId(), now);
    }
    var ids = endings.stream().map(InvitationDao.Ending::id).toList();
    dao.eraseEnvelopes(ids);
    dao.eraseCodes(ids);
    dao.eraseMailsOwed(ids);
  }

  public void eraseCode(String id) {
    dao.eraseCodes(List.of(id));
  }

  public void eraseMailOwed(String id) {
    dao.eraseMailsOwed(List.of(id));
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

  private boolean change(String id, Predicate<HeldInvitation> change) {
    return hold(id).filter(change).isPresent();
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
  private Invitation held(Invitation locked) {
    if (!guard.holds(locked)) {
      return locked.tampered();
    }
    held.put(locked.id(), new HeldInvitation(locked));
    return locked;
  }

  private Optional<Invitation> one(Supplier<Optional<Invitation>> reading) {
    write();
    return reading.get().map(this::judged);
  }

  private List<Invitation> many(Supplier<List<Invitation>> reading) {
    write();
    return reading.get().stream().map(this::judged).toList();
  }

  private Listed judged(Listed read) {
    return new Listed(read.number(), judged(read.invitation()));
  }

  private Invitation judged(Invitation read) {
    return guard.holds(read) ? read : read.tampered();
  }
}
