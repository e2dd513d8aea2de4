package nl.sluis.store;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The invitations of one transaction. Every change locks its row, looks whether it is as a gateway left it, and seals what it left. A row
 * that is not changes no more, and is read as tampered.
 */
public final class Invitations {
  private final InvitationDao dao;
  private final InvitationGuard guard;

  Invitations(InvitationDao dao, InvitationGuard guard) {
    this.dao = dao;
    this.guard = guard;
  }

  /** Stores a new invitation; false if its key is no longer the active one. */
  public boolean insert(NewInvitation invitation) {
    return dao.insert(invitation, guard.seal(invitation.keyId(), invitation.id(), invitation.digest()));
  }

  /** @see InvitationDao#exists */
  public boolean exists(String id, byte[] accessHash) {
    return dao.exists(id, accessHash);
  }

  public Optional<Invitation> byId(String id) {
    return dao.byId(id).map(this::judged);
  }

  /** @return each that is there, by its id: read now, and judged when it is asked for, so that one that is refused holds up no other */
  public Map<String, Supplier<Invitation>> byIds(List<String> ids) {
    return dao.byIds(ids).stream().collect(Collectors.toMap(Invitation::id, row -> () -> judged(row)));
  }

  public Optional<Invitation> byIdOf(String id, String clientId) {
    return dao.byIdOf(id, clientId).map(this::judged);
  }

  /** @see InvitationDao#allOf */
  public List<Invitation> allOf(String clientId, List<String> ids) {
    return dao.allOf(clientId, ids).stream().map(this::judged).toList();
  }

  public Optional<Invitation> byAccess(byte[] accessHash) {
    return dao.byAccess(accessHash).map(this::judged);
  }

  /** @see InvitationDao#ofMeeting */
  public List<Invitation> ofMeeting(String clientId, byte[] meetingHash, String after, int limit) {
    return dao.ofMeeting(clientId, meetingHash, after, limit).stream().map(this::judged).toList();
  }

  /** @see InvitationDao#spendTry */
  public boolean spendTry(String id, int limit, Instant now) {
    return change(id, () -> dao.spendTry(id, limit, now));
  }

  /** @see InvitationDao#giveBackTry */
  public void giveBackTry(String id) {
    change(id, () -> dao.giveBackTry(id));
  }

  /** @see InvitationDao#warn */
  public boolean warn(String id, int failures, Instant now) {
    return change(id, () -> dao.warn(id, failures, now));
  }

  public void startCode(String id, Instant now) {
    change(id, () -> dao.startCode(id, now));
  }

  public void callAttention(String id, Attention attention) {
    change(id, () -> dao.callAttention(id, attention == null ? null : attention.word()));
  }

  /** @return the ids of those that it marked; the others ended meanwhile, or are not as a gateway left them */
  public Set<String> markMailed(List<String> ids, Instant now) {
    var queued = dao.lockAll(ids).stream().filter(guard::holds).filter(row -> row.keptState() == InvitationState.QUEUED)
        .map(Invitation::id).toList();
    dao.markMailed(queued, now);
    var sealed = dao.byIds(queued).stream().filter(row -> row.keyId() != null).toList();
    dao.putSeals(sealed.stream().map(Invitation::id).toList(),
        sealed.stream().map(row -> guard.seal(row.keyId(), row.id(), row.digest())).toList());
    return Set.copyOf(queued);
  }

  /** @see InvitationDao#release */
  public boolean release(String id, byte[] ticketHash, Instant now) {
    return change(id, () -> dao.release(id, ticketHash, now));
  }

  /** @see InvitationDao#fetch */
  public boolean fetch(byte[] ticketHash, Instant since, int limit) {
    return dao.idOfTicket(ticketHash).filter(id -> change(id, () -> dao.fetch(ticketHash, since, limit))).isPresent();
  }

  /** @see InvitationDao#releasable */
  public Optional<InvitationDao.Releasable> releasable(byte[] ticketHash) {
    var found = dao.releasable(ticketHash);
    // Another envelope would spend the invitation and open nothing.
    found.filter(one -> !MessageDigest.isEqual(Hashes.sha256(one.envelope()), one.envelopeHash())).ifPresent(one -> {
      throw guard.refusal(one.id(), "envelope");
    });
    return found;
  }

  /** @see InvitationDao#acknowledgeable */
  public Optional<InvitationDao.Acknowledgeable> acknowledgeable(byte[] ticketHash, Instant since) {
    return dao.acknowledgeable(ticketHash, since);
  }

  /**
   * Erases what the visitor has acknowledged. Of a row that is not as a gateway left it too: whoever could change it could erase it as well,
   * so nothing is lost, and nobody is told that something is erased that is not. It then stays known as tampered.
   */
  public void eraseOpened(String id, Instant now) {
    dao.lock(id).ifPresent(row -> {
      if (guard.holds(row)) {
        dao.eraseOpened(id, now);
      } else {
        dao.eraseTampered(id, now);
        dao.eraseMailOwed(id);
      }
    });
  }

  /** @see InvitationDao#end */
  public boolean end(String id, InvitationState state, Attention attention, String keyId, byte[] contact, Instant now) {
    return change(id, () -> dao.end(id, state.word(), attention == null ? null : attention.word(), keyId, contact, now));
  }

  public void eraseCode(String id) {
    dao.eraseCode(id);
  }

  public void eraseMailOwed(String id) {
    dao.eraseMailOwed(id);
  }

  private boolean change(String id, Supplier<Boolean> work) {
    var before = dao.lock(id);
    if (before.isEmpty() || !guard.holds(before.get()) || !work.get()) {
      return false;
    }
    var after = dao.byId(id).orElseThrow();
    if (after.keyId() != null) {
      dao.putSeal(id, guard.seal(after.keyId(), id, after.digest()));
    }
    return true;
  }

  private Invitation judged(Invitation read) {
    return guard.holds(read) ? read : read.tampered();
  }
}
