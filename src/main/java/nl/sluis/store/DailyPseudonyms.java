package nl.sluis.store;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import nl.sluis.envelope.Base64Url;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.limit.Limit;
import nl.sluis.limit.RateLimiter;
import nl.sluis.limit.Window;
import nl.sluis.secret.Hashes;

/**
 * Names by which phone numbers and address ranges are counted. They are keyed hashes, so that nobody can try out guesses, and they change
 * every day.
 */
public final class DailyPseudonyms {
  /** By then the transaction in which a key was drawn is over, and what is found is committed. */
  private static final Duration COMMITTED = Duration.ofMinutes(1);

  private final Vault vault;
  private final SecureRandom random;
  private final DayKey remembered = new DayKey();
  private volatile Instant drawnAt = Instant.EPOCH;

  public DailyPseudonyms(Vault vault, SecureRandom random) {
    this.vault = vault;
    this.random = random;
  }

  /** @return 43 characters, the same for this value all day long, on every gateway */
  public String of(Tx tx, String value) {
    var day = Window.DAY.name(tx.now());
    return remembered.name(day, value).orElseGet(() -> bySealedKey(tx, day, value));
  }

  private String bySealedKey(Tx tx, String day, String value) {
    var row = find(tx, day).or(() -> {
      draw(tx, day);
      return find(tx, day);
    }).orElseThrow();
    var key = vault.open(row.keyId(), SealedColumn.DAY_KEY_HASH_KEY, row.id(), row.hashKey());
    try {
      if (tx.now().isAfter(drawnAt.plus(COMMITTED))) {
        remembered.keep(day, key, RateLimiter.pause(Limit.CODES_PER_NUMBER, tx.now()));
      }
      return name(key, value);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  static String name(byte[] key, String value) {
    return Base64Url.encode(Hashes.hmac(key, value));
  }

  private static Optional<DayKeyDao.Row> find(Tx tx, String day) {
    return tx.dao(DayKeyDao.class).find(day);
  }

  private void draw(Tx tx, String day) {
    var key = new byte[32];
    random.nextBytes(key);
    var sealed = vault.seal(SealedColumn.DAY_KEY_HASH_KEY, day, key);
    Arrays.fill(key, (byte) 0);
    if (!tx.dao(DayKeyDao.class).insert(day, sealed.bytes(), sealed.keyId())) {
      throw new StaleKeyException("day_key", sealed.keyId());
    }
    drawnAt = tx.now();
  }
}
