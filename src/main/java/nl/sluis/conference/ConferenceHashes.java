package nl.sluis.conference;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Tx;

/**
 * Keyed hashes of hosts and of the service's ids, by which a conference is found again without its seal being opened. Their key lies sealed in the
 * database and is read each time, so that no gateway goes on with one that another drew anew.
 */
public final class ConferenceHashes {
  private static final String ROW = "conferences";
  private static final int KEY_BYTES = 32;
  private static final byte[] BETWEEN = {0};
  private final Vault vault;
  private final SecureRandom random;
  private final AuditLog audit;

  public ConferenceHashes(Vault vault, SecureRandom random, AuditLog audit) {
    this.vault = vault;
    this.random = random;
    this.audit = audit;
  }

  /** @return null if no meeting was ever made, or the key was changed past the gateway */
  Hashing find(Tx tx) {
    return tx.dao(ConferenceKeyDao.class).find().flatMap(this::open).orElse(null);
  }

  /** Locks the key until this transaction ends, and draws it where there is none. Of two that intend a meeting one waits here. */
  Hashing lock(Tx tx) {
    return tx.dao(ConferenceKeyDao.class).lock().flatMap(this::open).orElseGet(() -> draw(tx));
  }

  /** Forgets the key, because somebody else may have it. @return whether there was one */
  boolean forget(Tx tx) {
    return tx.dao(ConferenceKeyDao.class).erase();
  }

  private Optional<Hashing> open(ConferenceKeyDao.Row row) {
    try {
      return Optional.of(new Hashing(vault.open(row.keyId(), SealedColumn.CONFERENCE_KEY_HASH_KEY, row.id(), row.hashKey())));
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      audit.record("row-tampered", row.id(), "table=conference_key");
      return Optional.empty();
    }
  }

  private Hashing draw(Tx tx) {
    var dao = tx.dao(ConferenceKeyDao.class);
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    var sealed = vault.seal(SealedColumn.CONFERENCE_KEY_HASH_KEY, ROW, key);
    // One that does not open.
    dao.erase();
    if (!dao.insert(ROW, sealed.bytes(), sealed.keyId())) {
      Arrays.fill(key, (byte) 0);
      throw new StaleKeyException("conference_key", sealed.keyId());
    }
    return new Hashing(key);
  }

  /** The open key; closing wipes it. */
  static final class Hashing implements AutoCloseable {
    private final byte[] key;

    private Hashing(byte[] key) {
      this.key = key;
    }

    byte[] host(String provider, String host) {
      return hash("host", provider, host);
    }

    /** @param providerId the service's id of a meeting */
    byte[] meeting(String provider, String providerId) {
      return hash("meeting", provider, providerId);
    }

    /** @param who what tells a participant from the others of that meeting */
    byte[] participant(String conferenceId, byte[] who) {
      return Hashes.hmac(key, utf8("participant"), BETWEEN, utf8(conferenceId), BETWEEN, who);
    }

    private byte[] hash(String purpose, String provider, String value) {
      return Hashes.hmac(key, utf8(purpose), BETWEEN, utf8(provider), BETWEEN, utf8(value));
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      Arrays.fill(key, (byte) 0);
    }
  }
}
