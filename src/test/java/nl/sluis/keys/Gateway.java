package nl.sluis.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.sluis.secret.Secret;
import org.jdbi.v3.core.Handle;

/** One gateway as far as keys go: seals rows as the others do, and rotates. */
final class Gateway {
  static final SealedTable KEPT = new SealedTable(KeyFamily.STORE, "kept", "id", List.of("share", "contact"));
  static final SealedTable OWED = new SealedTable(KeyFamily.OUTBOX, "owed", "id", List.of("link"));
  static final List<SealedTable> TABLES = List.of(KEPT, OWED);
  /** Erases what does not open; the ids of what it ended. */
  static final class Ending implements DamagedRows {
    final List<String> ended = new CopyOnWriteArrayList<>();

    @Override
    public void end(Handle handle, SealedTable table, String id, Object place, Instant now) {
      var erased = table.columns().stream().map(column -> column + " = NULL").collect(Collectors.joining(", "));
      handle.createUpdate(String.format(Locale.ROOT,
          "UPDATE %s SET key_id = NULL, %s WHERE CAST(id AS VARCHAR(30)) = :id", table.table(), erased))
          .bind("id", id).execute();
    }

    @Override
    public void ended(SealedTable table, String id) {
      ended.add(table.table() + " " + id);
    }
  }

  static final int ROUNDS = 16;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  static final KeysOptions OPTIONS = new KeysOptions(ROUNDS, step -> {}, System::nanoTime, BETWEEN_TRIES);
  /** A rotation that meets what does not pass gives up at once. */
  static final KeysOptions IMPATIENT = new KeysOptions(ROUNDS, step -> {}, System::nanoTime, Duration.ZERO);
  private static final int TRIES = 10;
  static final Set<KeyFamily> BOTH = EnumSet.allOf(KeyFamily.class);

  final TestDatabase database;
  final Path folder;
  final Keys keys;
  final Vault vault;
  final Ending ending = new Ending();

  private Gateway(TestDatabase database, KeysConfiguration configuration) {
    this.database = database;
    this.folder = Path.of(configuration.folder());
    this.keys = Keys.start(configuration, database.ledger(), new SecureRandom(), OPTIONS);
    this.vault = new Vault(keys, new SecureRandom());
  }

  static KeysConfiguration configuration(Path folder) {
    return new KeysConfiguration(folder.toString(), Secret.of("a password of a test"), null, null, null);
  }

  static Gateway start(TestDatabase database, Path folder) {
    return start(database, configuration(folder));
  }

  static Gateway start(TestDatabase database, KeysConfiguration configuration) {
    return new Gateway(database, configuration);
  }

  Rotation rotation(Consumer<RotationStep> hook) {
    return rotation(hook, System::nanoTime);
  }

  Rotation rotation(Consumer<RotationStep> hook, LongSupplier nanoTime) {
    return new Rotation(keys, vault, TABLES, ending, new KeysOptions(ROUNDS, hook, nanoTime, BETWEEN_TRIES));
  }

  RotationReport rotate(Set<KeyFamily> families) {
    return rotation(step -> {}).rotate(families, line -> {});
  }

  void keep(String id, String text) {
    keep(Map.of(id, text), () -> {});
  }

  /**
   * Seals two columns under one key, and refuses a key that was retired meanwhile. The hook runs when all is written,
   * before the commit.
   */
  void keep(Map<String, String> texts, Runnable beforeCommit) {
    withFreshKeys(() -> database.transactions().write(handle -> {
      texts.forEach((id, text) -> insert(handle, id, text));
      beforeCommit.run();
      return texts.size();
    }));
  }

  private void insert(Handle handle, String id, String text) {
    var share = vault.seal(KeyFamily.STORE, KEPT.place("share"), id, bytes(text));
    var contact = vault.seal(share.keyId(), KEPT.place("contact"), id, bytes("contact of " + text));
    var inserted = handle.createUpdate("""
        INSERT INTO kept (id, key_id, share, contact)
        SELECT :id, id, CAST(:share AS BYTEA), CAST(:contact AS BYTEA) FROM sealing_key
        WHERE id = :keyId AND state = 'active'
        """).bind("id", id).bind("keyId", share.keyId())
        .bind("share", share.bytes()).bind("contact", contact.bytes()).execute();
    if (inserted == 0) {
      throw new StaleKeyException(KEPT.table(), share.keyId());
    }
  }

  void owe(long id, String text) {
    withFreshKeys(() -> {
      var link = vault.seal(KeyFamily.OUTBOX, OWED.place("link"), String.valueOf(id), bytes(text));
      return database.transactions().write(handle -> {
        var inserted = handle.createUpdate("""
            INSERT INTO owed (id, key_id, link)
            SELECT :id, id, CAST(:link AS BYTEA) FROM sealing_key WHERE id = :keyId AND state = 'active'
            """).bind("id", id).bind("keyId", link.keyId()).bind("link", link.bytes()).execute();
        if (inserted == 0) {
          throw new StaleKeyException(OWED.table(), link.keyId());
        }
        return inserted;
      });
    });
  }

  /** Begins again when a rotation overtook it, as every transaction of the store does. */
  <T> T withFreshKeys(Supplier<T> work) {
    for (var tries = 1;; tries++) {
      try {
        return work.get();
      } catch (StaleKeyException e) {
        if (tries == TRIES) {
          throw e;
        }
        keys.refresh();
      }
    }
  }

  void erase(String id) {
    database.transactions().write(handle -> handle
        .createUpdate("UPDATE kept SET share = NULL, contact = NULL, key_id = NULL WHERE id = :id")
        .bind("id", id).execute());
  }

  /** @return every row that was not erased, opened by a reader who meets a rotation at any moment */
  Map<String, String> openAll() {
    return database.jdbi()
        .withHandle(handle -> handle.createQuery("SELECT id FROM kept WHERE key_id IS NOT NULL").mapTo(String.class).list())
        .stream().collect(Collectors.toMap(id -> id, this::open));
  }

  String open(String id) {
    return withFreshKeys(() -> database.jdbi().withHandle(handle -> handle
        .createQuery("SELECT key_id, share, contact FROM kept WHERE id = :id").bind("id", id)
        .map((row, context) -> {
          var share = text(vault.open(row.getString("key_id"), KEPT.place("share"), id, row.getBytes("share")));
          var contact = text(vault.open(row.getString("key_id"), KEPT.place("contact"), id, row.getBytes("contact")));
          if (!contact.equals("contact of " + share)) {
            throw new AssertionError("columns of two rows");
          }
          return share;
        }).one()));
  }

  Map<Long, String> openAllOwed() {
    return database.jdbi().withHandle(handle -> handle
        .createQuery("SELECT id, key_id, link FROM owed WHERE key_id IS NOT NULL")
        .map((row, context) -> Map.entry(row.getLong("id"),
            text(vault.open(row.getString("key_id"), OWED.place("link"), row.getString("id"), row.getBytes("link")))))
        .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  List<KeyView> list() {
    return new KeyList(database.ledger(), TABLES).read();
  }

  List<String> idsOf(KeyFamily family, KeyState state) {
    return list().stream().filter(key -> key.family() == family && key.state() == state).map(KeyView::id).toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
