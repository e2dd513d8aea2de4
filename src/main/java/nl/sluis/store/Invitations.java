package nl.sluis.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.sluis.database.Batches;
import nl.sluis.database.Daos;
import nl.sluis.feed.EventType;
import nl.sluis.feed.Events;
import nl.sluis.keys.StaleKeyException;
import org.jdbi.v3.core.Handle;

/**
 * The invitations of one transaction. Whoever changes one locks its row and looks whether it is as a gateway left it; a row that is not changes no
 * more, and is read as tampered. All changes of a row are written and sealed together, before the next reading or at the end.
 */
public final class Invitations {
  private static final Batches.Kind<NewInvitation> INSERT = Invitations::insert;
  private final InvitationDao dao;
  private final InvitationGuard guard;
  private final Events events;
  private final Batches batches;
  private final Instant now;
  private final HeldRows rows;

  Invitations(InvitationDao dao, InvitationGuard guard, Events events, Batches batches, Instant now) {
    this.dao = dao;
    this.guard = guard;
    this.events = events;
    this.batches = batches;
    this.now = now;
    this.rows = new HeldRows(dao, guard, events, now);
  }

  /** What this transaction has locked, for those who change it too. */
  HeldRows rows() {
    return rows;
  }

  /**
   * Stores new invitations, now or with others'.
   *
   * @throws StaleKeyException if the key of one is no longer the active one; it may come at the end of the transaction
   */
  public void insert(List<NewInvitation> invitations) {
    var rows = invitations.stream()
        .map(one -> one.sealed(guard.seal(one.keyId(), one.row().id(), one.row().digest()))).toList();
    batches.insert(INSERT, rows);
    rows.stream().map(NewInvitation::row).forEach(row -> events.add(EventType.ofState(row.state()), row.clientId(), row.id(),
        row.sequence() == null ? 0 : row.sequence()));
  }

  private static void insert(Handle handle, List<NewInvitation> rows) {
    var dao = Daos.attach(handle, InvitationDao.class);
    if (rows.size() == 1 ? !dao.insert(rows.get(0)) : Arrays.stream(dao.insertAll(rows)).anyMatch(inserted -> inserted == 0)) {
      throw new StaleKeyException("invitation", rows.get(0).keyId());
    }
    dao.insertEnvelopes(rows);
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
    rows.write();
    return dao.byIds(ids).stream().collect(Collectors.toMap(row -> row.row().id(), row -> () -> rows.judged(row)));
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
    rows.write();
    return dao.lockOpen(accessHash, now).map(rows::held).or(() -> byAccess(accessHash));
  }

  /** Locks one until this transaction ends. @return it, with what this transaction has changed so far */
  public Optional<Invitation> lock(String id) {
    return rows.lock(id);
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
    change(id, row -> row.callAttention(attention));
  }

  /**
   * Of those that ended.
   *
   * @param about the only attention that may be taken away
   * @param to    the same; or null if there is nothing to look at any more
   */
  public void callAttentionAfterEnd(List<String> ids, Attention about, Attention to) {
    rows.lockAll(ids).forEach(id -> change(id, row -> row.callAttentionAfterEnd(about, to)));
  }

  /** @return the ids of those that it marked; the others ended meanwhile, or are not as a gateway left them */
  public Set<String> markMailed(List<String> ids, Instant now) {
    return rows.lockAll(ids).stream().filter(id -> change(id, row -> row.markMailed(now))).collect(Collectors.toSet());
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
    rows.write();
    rows.release(id);
    if (!dao.forgetContact(id, now)) {
      dao.eraseContact(id);
    }
  }

  /**
   * Ends those of these that can be opened: what could open them is erased.
   *
   * @param detail of the events that tell of it
   * @throws StaleKeyException if the key of what is left of the contacts is no longer active: nothing is stored then
   */
  void end(List<InvitationDao.Ending> endings, InvitationState state, Attention attention, int detail) {
    if (endings.isEmpty()) {
      return;
    }
    var erased = dao.eraseContent(endings);
    for (var at = 0; at < erased.length; at++) {
      if (erased[at] == 0) {
        throw new StaleKeyException("invitation", endings.get(at).keyId());
      }
      var ending = endings.get(at);
      rows.hold(ending.id()).orElseThrow().end(state, attention, detail, ending.keyId(), now);
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

  private boolean change(String id, Predicate<HeldInvitation> change) {
    return rows.hold(id).filter(change).isPresent();
  }

  private Optional<Invitation> one(Supplier<Optional<Invitation>> reading) {
    rows.write();
    return reading.get().map(rows::judged);
  }

  private List<Invitation> many(Supplier<List<Invitation>> reading) {
    rows.write();
    return reading.get().stream().map(rows::judged).toList();
  }
}
