package nl.sluis.store;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.sluis.secret.Hashes;

/**
 * The invitations of one transaction. Whoever changes one locks its row and looks whether it is as a gateway left it; a row that is not changes no
 * more, and is read as tampered. All changes of a row are written and sealed together, before the next reading or at the end.
 */
public final class Invitations {
  private final InvitationDao dao;
  private final InvitationGuard guard;
  private final Map<String, HeldInvitation> held = new LinkedHashMap<>();

  Invitations(InvitationDao dao, InvitationGuard guard) {
    this.dao = dao;
    this.guard = guard;
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
  public List<Invitation> ofMeeting(String clientId, byte[] meetingHash, String after, int limit) {
    return many(() -> dao.ofMeeting(clientId, meetingHash, after, limit));
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
    dao.lockAll(ids.stream().filter(id -> !held.containsKey(id)).toList()).forEach(this::held);
    return ids.stream().filter(id -> held.containsKey(id) && held.get(id).markMailed(now)).collect(Collectors.toSet());
  }

  /** Of two visitors at once, one gets true. */
  public boolean release(String id, byte[] ticketHash, Instant now) {
    return change(id, row -> row.release(ticketHash, now));
  }

  /** @see HeldInvitation#fetch */
  public boolean fetch(byte[] ticketHash, Instant since, int limit) {
    write();
    return dao.idOfTicket(ticketHash).filter(id -> change(id, row -> row.fetch(since, limit))).isPresent();
  }

  /** @see InvitationDao#releasable */
  public Optional<InvitationDao.Releasable> releasable(byte[] ticketHash) {
    write();
    var found = dao.releasable(ticketHash);
    // Another envelope would spend the invitation and open nothing.
    found.filter(one -> !MessageDigest.isEqual(Hashes.sha256(one.envelope()), one.envelopeHash())).ifPresent(one -> {
      throw guard.refusal(one.id(), "envelope");
    });
    return found;
  }

  /** @see InvitationDao#acknowledgeable */
  public Optional<InvitationDao.Acknowledgeable> acknowledgeable(byte[] ticketHash, Instant since) {
    write();
    return dao.acknowledgeable(ticketHash, since);
  }

  /**
   * Erases what the visitor has acknowledged. Of a row that is not as a gateway left it too: whoever could change it could erase it as well,
   * so nothing is lost, and nobody is told that something is erased that is not. It then stays known as tampered.
   */
  public void eraseOpened(String id, Instant now) {
    write();
    held.remove(id);
    dao.lock(id).ifPresent(row -> {
      dao.eraseEnvelope(id);
      if (guard.holds(row)) {
        dao.eraseOpened(id, now);
      } else {
        dao.eraseTampered(id, now);
        dao.eraseMailOwed(id);
      }
    });
  }

  /**
   * Ends a live invitation: what could open it is erased.
   *
   * @param keyId   the key of what is left of the contact
   * @param contact sealed
   * @return false if it was not live, or the key is no longer active
   */
  public boolean end(String id, InvitationState state, Attention attention, String keyId, byte[] contact, Instant now) {
    var row = hold(id);
    if (row.isEmpty() || !row.get().isOpenAt(now) || !dao.eraseContent(id, keyId, contact)) {
      return false;
    }
    dao.eraseEnvelope(id);
    row.get().end(state, attention, keyId, now);
    return true;
  }

  public void eraseCode(String id) {
    dao.eraseCode(id);
  }

  public void eraseMailOwed(String id) {
    dao.eraseMailOwed(id);
  }

  /** Writes what was decided and is not stored yet, all rows in one batch, each with one seal. */
  void write() {
    var changed = held.values().stream().filter(HeldInvitation::isChanged).toList();
    if (!changed.isEmpty()) {
      dao.update(changed.stream().map(this::sealed).toList());
      changed.forEach(HeldInvitation::written);
    }
  }

  private InvitationDao.Change sealed(HeldInvitation held) {
    var row = held.toRow();
    return new InvitationDao.Change(row, held.keyId() == null ? null : guard.seal(held.keyId(), row.id(), row.digest()));
  }

  private boolean change(String id, Predicate<HeldInvitation> change) {
    return hold(id).filter(change).isPresent();
  }

  private Optional<HeldInvitation> hold(String id) {
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

  private Invitation judged(Invitation read) {
    return guard.holds(read) ? read : read.tampered();
  }
}
