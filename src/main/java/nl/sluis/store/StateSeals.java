package nl.sluis.store;

import java.security.MessageDigest;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;

/**
 * Shows that a row is as a gateway left it. The digest of its state is sealed under the row's own key, bound to the row: who can write to
 * the database but has no keyring can neither make a seal for other values nor bring one from another row. A whole older row, with its
 * older seal, holds until its key is destroyed: until the next rotation.
 */
final class StateSeals {
  private static final String COLUMN = "invitation.seal";
  private final Vault vault;

  StateSeals(Vault vault) {
    this.vault = vault;
  }

  byte[] seal(String keyId, String id, byte[] digest) {
    return vault.seal(keyId, COLUMN, id, digest).bytes();
  }

  boolean holds(Invitation row) {
    if (row.keyId() == null) {
      // Everything that could be opened or sent is erased, and the key to seal with is gone. Such a row only must not come to life.
      return !row.isKeptLive();
    }
    if (row.contact() == null && row.isKeptLive()) {
      return false;
    }
    try {
      return row.seal() != null && MessageDigest.isEqual(row.digest(), vault.open(row.keyId(), COLUMN, row.id(), row.seal()));
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      return false;
    }
  }
}
