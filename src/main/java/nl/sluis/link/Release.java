package nl.sluis.link;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
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
 * Hands share and envelope to one visitor: checks the code, lets one through, hands over again while the ticket is good, erases on
 * acknowledgement. A connection that breaks anywhere in between loses nothing.
 */
public final class Release {
  private static final int FETCHES = 30;
  private final Database database;
  private final Vault vault;
  private final Contacts contacts;
  private final Codes codes;
  private final Tries tries;
  private final AuditLog audit;

  public Release(Database database, Vault vault, Contacts contacts, Codes codes, Tries tries, AuditLog audit) {
    this.database = database;
    this.vault = vault;
    this.contacts = contacts;
    this.codes = codes;
    this.tries = tries;
    this.audit = audit;
  }

  ReleasedInvitation handOver(byte[] access, String code, byte[] ticket, Optional<String> range) {
    var ticketHash = Hashes.sha256(ticket);
    var again = repeated(access, code, ticketHash);
    if (again.isPresent()) {
      return again.get();
    }
    try {
      return handOverFirst(access, code, ticketHash, range);
    } catch (ProblemException e) {
      if (e.problem() != Problem.GONE) {
        throw e;
      }
      // Gone may mean: to this very visitor, whose first request was still under way.
      return repeated(access, code, ticketHash).orElseThrow(() -> e);
    }
  }

  private ReleasedInvitation handOverFirst(byte[] access, String code, byte[] ticketHash, Optional<String> range) {
    var tried = tries.spendOnCode(access, range);
    if (!database.read(tx -> codes.matches(tx, tried.id(), code) || wasOpenedMeanwhile(tx, tried))) {
      throw new ProblemException(Problem.WRONG_CODE).with("triesLeft", tries.failed(tried));
    }
    var released = database.write(tx -> release(tx, tried, ticketHash));
    if (released.isEmpty()) {
      // Another visitor was faster. The honest answer is the alarm.
      database.read(tx -> {
        Ended.refuse(Tries.current(tx, tried.id()), tx.now());
        return null;
      });
      throw new ProblemException(Problem.UNKNOWN_LINK);
    }
    audit.record("invitation-opened", tried.id());
    return released.get();
  }

  /** Another visitor opened it since this try was counted, and the code went with it: then the truth is 410, whatever was typed. */
  private static boolean wasOpenedMeanwhile(Tx tx, Tried tried) {
    return tx.invitations().byId(tried.id()).filter(i -> i.stateAt(tx.now()) == InvitationState.OPENED).isPresent();
  }

  ReleasedInvitation fetch(byte[] ticket) {
    var ticketHash = Hashes.sha256(ticket);
    // Read first: a write is forced to disk, and anybody may ask for tickets that are not there.
    return Optional.of(ticketHash).filter(hash -> database.read(tx -> tx.invitations().releasable(hash)).isPresent())
        .flatMap(this::fetched).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_TICKET));
  }

  void acknowledge(byte[] ticket, byte[] ack) {
    var id = database.write(tx -> {
      var opened = tx.invitations().acknowledgeable(Hashes.sha256(ticket), tx.now().minus(Retention.FETCH_WINDOW))
          .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_TICKET));
      if (!MessageDigest.isEqual(opened.ackHash(), Hashes.sha256(ack))) {
        throw new ProblemException(Problem.WRONG_ACK);
      }
      tx.invitations().eraseOpened(opened.id(), tx.now());
      tx.invitations().eraseCode(opened.id());
      return opened.id();
    });
    audit.record("invitation-acknowledged", id);
  }

  /** The same access, code and ticket again: the answer was lost on its way, so it counts as a fetch and not as a try. */
  private Optional<ReleasedInvitation> repeated(byte[] access, String code, byte[] ticketHash) {
    return database.read(tx -> isRepeated(tx, access, code, ticketHash)) ? fetched(ticketHash) : Optional.empty();
  }

  private boolean isRepeated(Tx tx, byte[] access, String code, byte[] ticketHash) {
    var invitation = Tries.known(tx, access);
    var mine = tx.invitations().releasable(ticketHash).filter(r -> r.id().equals(invitation.id()));
    return mine.isPresent() && codes.wasAccepted(tx, invitation.id(), code);
  }

  private Optional<ReleasedInvitation> release(Tx tx, Tried tried, byte[] ticketHash) {
    // Of what the row holds the contact is not handed out; but a row is whole, or nothing of it is believed.
    if (tx.invitations().byId(tried.id()).map(contacts::open).isEmpty()
        || !tx.invitations().release(tried.id(), ticketHash, tx.now())) {
      return Optional.empty();
    }
    tries.giveBack(tx, tried);
    tx.invitations().eraseMailOwed(tried.id());
    var released = handOut(tx, ticketHash);
    if (released.isEmpty()) {
      throw tx.guard().refusal(tried.id(), "envelope");
    }
    return released;
  }

  private Optional<ReleasedInvitation> fetched(byte[] ticketHash) {
    var fetched = database.write(tx -> tx.invitations().fetch(ticketHash, tx.now().minus(Retention.FETCH_WINDOW), FETCHES)
        ? handOut(tx, ticketHash)
        : Optional.<ReleasedInvitation>empty());
    fetched.ifPresent(released -> audit.record("invitation-fetched", released.id()));
    return fetched;
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

  private Optional<ReleasedInvitation> handOut(Tx tx, byte[] ticketHash) {
    return tx.invitations().releasable(ticketHash).map(r -> {
      var share = share(tx, r);
      try {
        return new ReleasedInvitation(r.id(), Base64Url.encode(share), Base64Url.encode(r.envelope()));
      } finally {
        Arrays.fill(share, (byte) 0);
      }
    });
  }
}
