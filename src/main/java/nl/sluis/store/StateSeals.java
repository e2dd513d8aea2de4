package nl.sluis.store;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the digest of a row, and checks whether a row is as a gateway left it. The digest of its state is sealed under the row's own key,
 * bound to the row: who can write to the database but has no keyring can neither make a seal for other values nor bring one from another row.
 * A whole older row, with its older seal, holds until its key is destroyed: until the next rotation.
 *
 * <p>The version of the digest is inside the seal. So nobody without the keyring can have a row read by another version than the one that
 * it was sealed by.
 */
final class StateSeals {
  private static final Logger LOG = LoggerFactory.getLogger(StateSeals.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private final Vault vault;
  private final int newest;
  private final AtomicBoolean metNewer = new AtomicBoolean();

  /** @param newest the newest version of the digest that this gateway knows */
  StateSeals(Vault vault, int newest) {
    this.vault = vault;
    this.newest = newest;
  }

  byte[] seal(String keyId, String id, byte[] digest) {
    return vault.seal(keyId, SealedColumn.INVITATION_SEAL, id, digest).bytes();
  }

  /**
   * @return false if somebody else than a gateway changed the row
   * @throws ProblemException {@code UNAVAILABLE} if a later version of the gateway sealed it: this one can neither believe nor refuse it
   */
  boolean holds(Invitation row) {
    return holds(row, row.row().digest());
  }

  boolean holds(Invitation row, byte[] digest) {
    if (row.keyId() == null) {
      // Everything that could be opened or sent is erased, and the key to seal with is gone. Such a row only must not come to life.
      return !row.isAlive();
    }
    if (row.contact() == null && row.isKeptLive()) {
      return false;
    }
    if (row.seal() == null) {
      return false;
    }
    try {
      var sealed = vault.open(row.keyId(), SealedColumn.INVITATION_SEAL, row.id(), row.seal());
      return MessageDigest.isEqual(digest, sealed) || refuseNewer(sealed);
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      return false;
    }
  }

  private boolean refuseNewer(byte[] sealed) {
    if (!StateDigest.isNewerThan(newest, sealed)) {
      return false;
    }
    if (!metNewer.getAndSet(true)) {
      LOG.warn("A later version of the gateway sealed an invitation in a way that this version does not know. It is left to that one: "
          + "this one answers 503 for such invitations. Upgrade this gateway too");
    }
    throw ProblemException.retryAfter(Problem.UNAVAILABLE, TRY_AGAIN);
  }
}
