package nl.sluis.link;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import nl.sluis.audit.AuditLog;
import nl.sluis.code.Codes;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Contacts;
import nl.sluis.store.Database;
import nl.sluis.store.Invitation;
import nl.sluis.store.InvitationDao;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Retention;
import nl.sluis.store.Tx;

/**
 * Gives share and envelope to one visitor. It checks the code, lets one visitor through, gives the same again while the ticket is valid, and
 * erases on acknowledgement. A connection that breaks anywhere in between loses nothing.
 */
public final class Release {
  private static final int FETCHES = 30;
  private final Database database;
  private final Vault vault;
  private final Contacts contacts;
  private final Codes codes;
  private final Tries tries;
  private final Failures failures;
  private final AuditLog audit;

  public Release(Database database, Vault vault, Contacts contacts, Codes codes, Tries tries, Failures failures, AuditLog audit) {
    this.database = database;
    this.vault = vault;
    this.contacts = contacts;
    this.codes = codes;
    this.tries = tries;
    this.failures = failures;
    this.audit = audit;
  }

  ReleasedInvitation handOver(Visit visit, String code, byte[] ticket) {
    var ticketHash = Hashes.sha256(ticket);
    try {
      return handOverFirst(visit, code, ticketHash);
    } catch (ProblemException e) {
      if (e.problem() != Problem.GONE) {
        throw e;
      }
      // Gone may mean: to this very visitor, whose answer was lost, or whose first request was still under way.
      return again(ticketHash, tx -> isRepeated(tx, visit, code, ticketHash), e);
    }
  }

  private ReleasedInvitation handOverFirst(Visit visit, String code, byte[] ticketHash) {
    // 1. Counts the try, and commits it. After a crash: the try is spent, and nobody was told anything.
    var tried = tries.countCode(visit);
    // 2. Compares, and releases or books the failure. After a crash: opened, and its ticket brings it again; or the failure.
    var compared = database.write(tx -> compare(tx, tried, code, ticketHash));
    if (compared instanceof Wrong wrong) {
      throw failures.told(Problem.WRONG_CODE, wrong.failure);
    }
    if (compared instanceof Repeated) {
      return fetch(ticketHash, new ProblemException(Problem.UNKNOWN_TICKET));
    }
    audit.record("invitation-opened", tried.id());
    return ((Right) compared).released;
  }

  private Compared compare(Tx tx, Tried tried, String code, byte[] ticketHash) {
    var invitation = Links.lock(tx, tried.id());
    if (codes.matches(tx, tried.id(), code)) {
      if (tx.openings().isOpenedBy(invitation, ticketHash)) {
        // A new code, and the ticket of a former opening: that one is handed out again, and nothing is spent.
        tries.giveBack(tx, tried);
        return new Repeated();
      }
      return new Right(release(tx, tried, invitation, code, ticketHash));
    }
    if (codes.wasUsedBy(tx, tried.id(), code, ticketHash)) {
      // The answer to this very visitor was lost, and there are openings left.
      tries.giveBack(tx, tried);
      return new Repeated();
    }
    if (!invitation.isLiveAt(tx.now()) && invitation.stateAt(tx.now()) != InvitationState.LOCKED) {
      // It was opened by another visitor, or revoked, since this try was counted, and the code went with it: then that is the truth, whatever was
      // typed. Of one that is locked each comparison under way is still answered as such.
      Ended.refuse(invitation, tx.now());
    }
    return new Wrong(failures.book(tx, tried));
  }

  ReleasedInvitation fetch(byte[] ticket) {
    return fetch(Hashes.sha256(ticket), new ProblemException(Problem.UNKNOWN_TICKET));
  }

  private ReleasedInvitation fetch(byte[] ticketHash, ProblemException refusal) {
    return again(ticketHash, tx -> tx.openings().invitationOf(ticketHash).isPresent(), refusal);
  }

  void acknowledge(byte[] ticket, byte[] ack) {
    var id = database.write(tx -> {
      var ticketHash = Hashes.sha256(ticket);
      var since = tx.now().minus(Retention.FETCH_WINDOW);
      var opened = tx.openings().acknowledgeable(ticketHash, since)
          .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_TICKET));
      if (!MessageDigest.isEqual(opened.ackHash(), Hashes.sha256(ack))) {
        throw new ProblemException(Problem.WRONG_ACK);
      }
      tx.windows().acknowledge(opened.id(), ticketHash, since, contacts::afterTheEnd);
      return opened.id();
    });
    audit.record("invitation-acknowledged", id);
  }

  /** The same access, code and ticket again: the answer was lost on its way, so it counts as a fetch and not as a try. */
  private boolean isRepeated(Tx tx, Visit visit, String code, byte[] ticketHash) {
    var invitation = Links.known(tx, visit);
    var mine = tx.openings().invitationOf(ticketHash).filter(invitation.id()::equals);
    return mine.isPresent() && (codes.wasAccepted(tx, invitation.id(), code) || codes.wasUsedBy(tx, invitation.id(), code, ticketHash));
  }

  /** Whoever has no ticket costs reads: the refusal is thrown in the transaction, which then waits for no disk. */
  private ReleasedInvitation again(byte[] ticketHash, Predicate<Tx> isMine, ProblemException refusal) {
    var fetched = database.write(tx -> {
      if (!isMine.test(tx)) {
        throw refusal;
      }
      return tx.openings().fetch(ticketHash, tx.now().minus(Retention.FETCH_WINDOW), FETCHES).flatMap(id -> handOut(tx, id))
          .orElseThrow(() -> refusal);
    });
    audit.record("invitation-fetched", fetched.id());
    return fetched;
  }

  /** @throws ProblemException 410 if another visitor was faster: the honest answer is the alarm */
  private ReleasedInvitation release(Tx tx, Tried tried, Invitation invitation, String code, byte[] ticketHash) {
    // Of what the row holds the contact is not handed out; but a row is whole, or nothing of it is believed. After the last opening nobody is
    // sent a code any more.
    var whomToAsk = contacts.afterTheEnd(invitation);
    Ended.refuse(invitation, tx.now());
    var isLast = tx.openings().isLast(invitation);
    if (!tx.openings().release(tried.id(), ticketHash, tx.now())) {
      throw new ProblemException(Problem.UNKNOWN_LINK);
    }
    if (isLast) {
      tx.invitations().keepContact(tried.id(), whomToAsk);
    } else {
      codes.use(tx, tried.id(), code, ticketHash);
    }
    tries.giveBack(tx, tried);
    if (invitation.mailedAt() == null) {
      tx.invitations().eraseMailOwed(tried.id());
    }
    return handOut(tx, tried.id()).orElseThrow(() -> tx.guard().refusal(tried.id(), "envelope"));
  }

  private byte[] share(Tx tx, InvitationDao.Releasable releasable) {
    try {
      return vault.open(releasable.keyId(), SealedColumn.INVITATION_SHARE, releasable.id(), releasable.share());
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      throw tx.guard().refusal(releasable.id(), "share");
    }
  }

  private Optional<ReleasedInvitation> handOut(Tx tx, String id) {
    return tx.openings().releasable(id).map(r -> {
      var share = share(tx, r);
      try {
        return new ReleasedInvitation(r.id(), Base64Url.encode(share), Base64Url.encode(r.envelope()));
      } finally {
        Arrays.fill(share, (byte) 0);
      }
    });
  }

  /** What became of a code that was typed. */
  private sealed interface Compared permits Right, Wrong, Repeated {}

  private record Repeated() implements Compared {}

  private record Right(ReleasedInvitation released) implements Compared {}

  private record Wrong(Failures.Failure failure) implements Compared {}
}
