package nl.sluis.store;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import nl.sluis.audit.AuditLog;

/**
 * Where meetings stand whose uid the scheduler gave. Whoever posts to one, cancels or closes it locks its row first, so that of two the second
 * finds what the first did. A row that somebody changed past the gateway is not believed: then the invitations say which sequence is the newest.
 */
public final class Meetings {
  private final Vault vault;
  private final AuditLog audit;

  public Meetings(Vault vault, AuditLog audit) {
    this.vault = vault;
    this.audit = audit;
  }

  /**
   * Locks a meeting that somebody posts to, and makes its row where there is none.
   *
   * @param sequence of a row to be made
   */
  public Locked lockOrMake(Tx tx, String clientId, byte[] hash, int sequence) {
    var id = Base64Url.encode(hash);
    var isLikelyNew = sequence == 0;
    if (isLikelyNew && insert(tx, id, clientId, sequence, hash)) {
      return new Locked(current(id, clientId, sequence, tx), true);
    }
    // It may be there since a moment ago, by a post that shares this transaction.
    tx.flush();
    var found = lock(tx, clientId, hash);
    if (found.isPresent()) {
      return new Locked(found.get(), false);
    }
    if (!isLikelyNew && insert(tx, id, clientId, sequence, hash)) {
      return new Locked(current(id, clientId, sequence, tx), true);
    }
    return new Locked(missing(tx, id, clientId, hash), false);
  }

  /** Locks a meeting. @return empty if it has no row: it was never changed then */
  public Optional<Standing> lock(Tx tx, String clientId, byte[] hash) {
    return tx.dao(MeetingDao.class).lock(Base64Url.encode(hash)).map(found -> holds(found) ? found : rebuilt(tx, clientId, hash));
  }

  /**
   * Where a meeting stands, without its lock: it may stand elsewhere a moment later.
   *
   * @return empty if nobody posted to it
   */
  public Optional<Standing> look(Tx tx, String clientId, byte[] hash) {
    return tx.dao(MeetingDao.class).find(Base64Url.encode(hash)).filter(this::holds)
        .or(() -> tx.invited().highestSequence(clientId, hash).isPresent() ? Optional.of(newest(tx, clientId, hash)) : Optional.empty());
  }

  /** @return since when it is cancelled; empty if it is not, or nobody can tell */
  public Optional<Instant> cancelledAt(Tx tx, byte[] hash) {
    return tx.dao(MeetingDao.class).find(Base64Url.encode(hash)).filter(this::holds).map(Standing::cancelledAt);
  }

  /** Stores where a locked meeting stands from now on. @param cancelledAt null if it is not cancelled */
  public void change(Tx tx, Standing standing, int sequence, Instant cancelledAt) {
    var changed = sealed(
        new Standing(standing.id(), standing.clientId(), sequence, cancelledAt, standing.createdAt(), now(tx), null, null));
    if (!tx.dao(MeetingDao.class).update(changed)) {
      throw new StaleKeyException("meeting", changed.keyId());
    }
  }

  private boolean insert(Tx tx, String id, String clientId, int sequence, byte[] hash) {
    return tx.dao(MeetingDao.class).insert(sealed(current(id, clientId, sequence, tx)), hash, sequence);
  }

  private static Standing current(String id, String clientId, int sequence, Tx tx) {
    return new Standing(id, clientId, sequence, null, now(tx), now(tx), null, null);
  }

  private Standing rebuilt(Tx tx, String clientId, byte[] hash) {
    var rebuilt = newest(tx, clientId, hash);
    change(tx, rebuilt, rebuilt.sequence(), null);
    return rebuilt;
  }

  /** Its invitations say that there was a row: it was deleted past the gateway, or a rotation or a restore could not open it. */
  private Standing missing(Tx tx, String id, String clientId, byte[] hash) {
    var newest = newest(tx, clientId, hash);
    if (newest.sequence() == 0 || !tx.dao(MeetingDao.class).insert(sealed(newest), hash, Long.MAX_VALUE)) {
      // A rotation was faster, or another post.
      throw new StaleKeyException("meeting", "");
    }
    audit.record("meeting-tampered", id, "missing");
    return newest;
  }

  private static Standing newest(Tx tx, String clientId, byte[] hash) {
    return current(Base64Url.encode(hash), clientId, tx.invited().highestSequence(clientId, hash).orElse(0), tx);
  }

  private Standing sealed(Standing standing) {
    var seal = vault.seal(SealedColumn.MEETING_SEAL, standing.id(), standing.digest());
    return standing.sealed(seal.keyId(), seal.bytes());
  }

  private boolean holds(Standing standing) {
    try {
      return MessageDigest.isEqual(vault.open(standing.keyId(), SealedColumn.MEETING_SEAL, standing.id(), standing.seal()),
          standing.digest()) || note(standing);
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      return note(standing);
    }
  }

  private boolean note(Standing standing) {
    audit.record("meeting-tampered", standing.id(), "client=" + standing.clientId());
    return false;
  }

  private static Instant now(Tx tx) {
    return tx.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** @param isNew true if nothing was posted to it by its uid before */
  public record Locked(Standing standing, boolean isNew) {}
}
