package nl.sluis.link;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.limit.Window;
import nl.sluis.secret.Hashes;
import nl.sluis.store.Tx;

/**
 * Names for phone numbers and address ranges by which they are counted: keyed hashes, so that nobody can try them out, and other ones
 * tomorrow.
 */
public final class DailyPseudonyms {
  private final Vault vault;
  private final SecureRandom random;

  public DailyPseudonyms(Vault vault, SecureRandom random) {
    this.vault = vault;
    this.random = random;
  }

  /** @return 43 characters, the same for this value all day long, on every gateway */
  public String of(Tx tx, String value) {
    var dao = tx.dao(DayKeyDao.class);
    var day = Window.DAY.name(tx.now());
    return known(tx, value).or(() -> {
      draw(dao, day);
      return known(tx, value);
    }).orElseThrow();
  }

  /** @return the same, and empty as long as nobody was given a name today; writes nothing */
  public Optional<String> known(Tx tx, String value) {
    return tx.dao(DayKeyDao.class).find(Window.DAY.name(tx.now())).map(row -> name(row, value));
  }

  private String name(DayKeyDao.Row row, String value) {
    var key = vault.open(row.keyId(), SealedColumn.DAY_KEY_HASH_KEY, row.id(), row.hashKey());
    try {
      return Base64Url.encode(Hashes.hmac(key, value));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private void draw(DayKeyDao dao, String day) {
    var key = new byte[32];
    random.nextBytes(key);
    var sealed = vault.seal(SealedColumn.DAY_KEY_HASH_KEY, day, key);
    Arrays.fill(key, (byte) 0);
    if (!dao.insert(day, sealed.bytes(), sealed.keyId())) {
      throw new StaleKeyException("day_key", sealed.keyId());
    }
  }
}
