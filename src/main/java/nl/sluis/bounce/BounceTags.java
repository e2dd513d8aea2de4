package nl.sluis.bounce;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.sluis.audit.AuditLog;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;
import nl.sluis.mail.Mail;
import nl.sluis.mail.MailConfiguration;
import nl.sluis.mail.ReturnPath;
import nl.sluis.mail.ReturnPaths;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;

/**
 * Makes the tags, and knows them again. Their key lies sealed in the database, and is read for each mail: so no gateway goes on with one that another
 * drew anew. Notices and cancellations have no tag, because of theirs nobody waits for an answer but who reads the gateway's own mailbox.
 */
public final class BounceTags implements ReturnPaths {
  private static final String ROW = "bounces";
  private static final int KEY_BYTES = 32;
  private static final List<String> TAGGED = List.of(".invitation", ".test");
  private final Database database;
  private final Vault vault;
  private final SecureRandom random;
  private final AuditLog audit;
  private final MailConfiguration configuration;

  /** @param configuration with {@code bounces} */
  public BounceTags(Database database, Vault vault, SecureRandom random, AuditLog audit, MailConfiguration configuration) {
    this.database = database;
    this.vault = vault;
    this.random = random;
    this.audit = audit;
    this.configuration = configuration;
  }

  @Override
  public ReturnPath of(Mail mail) {
    if (TAGGED.stream().noneMatch(mail.name()::endsWith)) {
      return ReturnPath.plain(configuration.from());
    }
    var id = mail.invitation();
    return ReturnPath.tagged(configuration.bounces(), withKey(key -> Tag.of(key, id)), id);
  }

  /** @return the id that the first of these tags names which this gateway made; empty if it made none of them */
  Optional<String> id(List<String> tags) {
    return database.read(tx -> stored(tx, key -> tags.stream().flatMap(tag -> Tag.id(key, tag).stream()).findFirst()))
        .flatMap(found -> found);
  }

  private <T> T withKey(Function<byte[], T> use) {
    return database.read(tx -> stored(tx, use)).orElseGet(() -> database.write(tx -> stored(tx, use).orElseGet(() -> {
      draw(tx);
      return stored(tx, use).orElseThrow();
    })));
  }

  /** @return empty if there is no key, or somebody changed it past the gateway */
  private <T> Optional<T> stored(Tx tx, Function<byte[], T> use) {
    return tx.dao(BounceKeyDao.class).find().flatMap(this::open).map(key -> {
      try {
        return use.apply(key);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    });
  }

  private Optional<byte[]> open(BounceKeyDao.Row row) {
    try {
      return Optional.of(vault.open(row.keyId(), SealedColumn.BOUNCE_KEY_HASH_KEY, row.id(), row.hashKey()));
    } catch (StaleKeyException e) {
      throw e;
    } catch (VaultException e) {
      audit.record("row-tampered", row.id(), "table=bounce_key");
      return Optional.empty();
    }
  }

  private void draw(Tx tx) {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    var sealed = vault.seal(SealedColumn.BOUNCE_KEY_HASH_KEY, ROW, key);
    Arrays.fill(key, (byte) 0);
    var dao = tx.dao(BounceKeyDao.class);
    // One that does not open.
    dao.erase();
    if (!dao.insert(ROW, sealed.bytes(), tx.now(), sealed.keyId())) {
      throw new StaleKeyException("bounce_key", sealed.keyId());
    }
  }
}
