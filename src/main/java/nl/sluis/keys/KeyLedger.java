package nl.sluis.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.sluis.database.Columns;
import nl.sluis.database.Transactions;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;

/**
 * The list of keys in the database, with their states: table {@code sealing_key}. Each change is a transaction, on disk when the method
 * returns.
 */
public final class KeyLedger {
  private final Transactions transactions;
  private final Function<Handle, Instant> clock;

  /** @param clock the database's, read within the transaction */
  public KeyLedger(Transactions transactions, Function<Handle, Instant> clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  Transactions transactions() {
    return transactions;
  }

  /** @return every key that the database lists, oldest first */
  List<LedgerKey> rows() {
    return transactions.read(handle -> handle
        .createQuery("SELECT id, family, state FROM sealing_key ORDER BY created_at, id")
        .map((row, context) -> new LedgerKey(
            row.getString("id"), KeyFamily.of(row.getString("family")), KeyState.of(row.getString("state"))))
        .list());
  }

  /** @return those of the ids whose keys were destroyed */
  Set<String> destroyed(Collection<String> ids) {
    return ids.isEmpty()
        ? Set.of()
        : transactions
            .read(handle -> handle.createQuery("SELECT id FROM destroyed_key WHERE id IN (<ids>)").bindList("ids", List.copyOf(ids))
                .mapTo(String.class).stream().collect(Collectors.toUnmodifiableSet()));
  }

  /** @return which database this is, and its number; empty before the first start */
  Optional<Epoch> epoch() {
    return transactions.read(handle -> handle.createQuery("SELECT database_id, epoch FROM keyring_epoch")
        .map((row, context) -> new Epoch(row.getString("database_id"), row.getLong("epoch"))).findOne());
  }

  /** Gives the database an id, once. */
  void begin(Epoch epoch) {
    transactions.write(handle -> handle
        .createUpdate("INSERT INTO keyring_epoch (database_id, epoch) VALUES (:id, :epoch)")
        .bind("id", epoch.database()).bind("epoch", epoch.number()).execute());
  }

  void set(Epoch epoch) {
    transactions.write(handle -> set(handle, epoch));
  }

  private static int set(Handle handle, Epoch epoch) {
    return handle.createUpdate("UPDATE keyring_epoch SET epoch = :epoch WHERE database_id = :id")
        .bind("id", epoch.database()).bind("epoch", epoch.number()).execute();
  }

  /** @return the active key of each family, with its age by the database's clock */
  Map<KeyFamily, ActiveKey> active() {
    return transactions.read(handle -> {
      var now = now(handle);
      return handle.createQuery("""
              SELECT id, family, created_at, EXISTS (SELECT 1 FROM compromised_key c WHERE c.id = k.id) AS compromised
              FROM sealing_key k WHERE state = 'active'
              """)
          .map((row, context) -> new ActiveKey(row.getString("id"), KeyFamily.of(row.getString("family")),
              Duration.between(Columns.instant(row, "created_at"), now), row.getBoolean("compromised")))
          .stream().collect(Collectors.toMap(ActiveKey::family, key -> key));
    });
  }

  /** @return ids of keys that were made and not yet used, and of which an operator said that somebody else has them */
  Set<String> compromisedPending() {
    return transactions.read(handle -> handle.createQuery("""
            SELECT k.id FROM sealing_key k JOIN compromised_key c ON c.id = k.id WHERE k.state = 'pending'
            """)
        .mapTo(String.class).stream().collect(Collectors.toUnmodifiableSet()));
  }

  /** Moves a key that never sealed anything to the ledger of destroyed ones, where it was never retired. */
  void destroyPending(String id, Epoch epoch) {
    transactions.write(handle -> {
      set(handle, epoch);
      handle.createUpdate("""
          INSERT INTO destroyed_key (id, family, created_at, destroyed_at)
          SELECT id, family, created_at, :now FROM sealing_key WHERE id = :id AND state = 'pending'
          """).bind("id", id).bind("now", moment(handle)).execute();
      return handle.createUpdate("DELETE FROM sealing_key WHERE id = :id AND state = 'pending'").bind("id", id).execute();
    });
  }

  void addPending(SealingKey key, Epoch epoch) {
    transactions.write(handle -> {
      set(handle, epoch);
      return handle.createUpdate("""
          INSERT INTO sealing_key (id, family, state, created_at) VALUES (:id, :family, 'pending', :now)
          """).bind("id", key.id()).bind("family", key.family().word()).bind("now", moment(handle)).execute();
    });
  }

  /** Forgets a key that was made and never used. */
  void dropPending(String id) {
    transactions.write(handle -> handle
        .createUpdate("DELETE FROM sealing_key WHERE id = :id AND state = 'pending'").bind("id", id).execute());
  }

  /**
   * Retires the family's active key and activates this one.
   *
   * @return false if the key is not pending (any more): then nothing changed
   */
  boolean activate(KeyFamily family, String id) {
    return transactions.write(handle -> {
      handle.createUpdate("""
          UPDATE sealing_key SET state = 'retired', active_family = NULL, retired_at = :now
          WHERE active_family = :family
            AND EXISTS (SELECT 1 FROM sealing_key p WHERE p.id = :id AND p.state = 'pending')
          """).bind("family", family.word()).bind("id", id).bind("now", moment(handle)).execute();
      return handle.createUpdate("""
          UPDATE sealing_key SET state = 'active', active_family = family
          WHERE id = :id AND family = :family AND state = 'pending'
          """).bind("family", family.word()).bind("id", id).execute() == 1;
    });
  }

  /**
   * Moves a retired key to the ledger of destroyed ones. The foreign keys refuse while a row refers to it.
   *
   * @return whether it was moved now
   */
  boolean destroy(String id, Epoch epoch) {
    return transactions.write(handle -> {
      set(handle, epoch);
      handle.createUpdate("""
          INSERT INTO destroyed_key (id, family, created_at, retired_at, destroyed_at)
          SELECT id, family, created_at, retired_at, :now FROM sealing_key WHERE id = :id AND state = 'retired'
          """).bind("id", id).bind("now", moment(handle)).execute();
      return handle.createUpdate("DELETE FROM sealing_key WHERE id = :id AND state = 'retired'")
          .bind("id", id).execute() == 1;
    });
  }

  /** @return when the newest key of each family was made, as far as this database knows */
  Map<KeyFamily, Instant> newest() {
    return transactions.read(handle -> handle.createQuery("SELECT family, MAX(created_at) AS newest FROM sealing_key GROUP BY family")
        .map((row, context) -> Map.entry(KeyFamily.of(row.getString("family")), Columns.instant(row, "newest")))
        .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /**
   * Writes down that a key is destroyed which a database had that was lost. It sealed what this one holds too.
   *
   * @param createdAt not before: when it was made is lost. Null if nothing is known
   */
  void destroyUnlisted(String id, KeyFamily family, Instant createdAt) {
    transactions.write(handle -> handle.createUpdate("""
        INSERT INTO destroyed_key (id, family, created_at, retired_at, destroyed_at) VALUES (:id, :family, :created, :now, :now)
        """).bind("id", id).bind("family", family.word()).bind("created", createdAt == null ? moment(handle) : Columns.argument(createdAt))
        .bind("now", moment(handle)).execute());
  }

  /** Moves a key that nobody has to the ledger of destroyed ones, whatever its state. */
  void lose(String id) {
    transactions.write(handle -> {
      handle.createUpdate("""
          INSERT INTO destroyed_key (id, family, created_at, retired_at, destroyed_at)
          SELECT id, family, created_at, COALESCE(retired_at, :now), :now FROM sealing_key WHERE id = :id
          """).bind("id", id).bind("now", moment(handle)).execute();
      return handle.createUpdate("DELETE FROM sealing_key WHERE id = :id").bind("id", id).execute();
    });
  }

  Instant now(Handle handle) {
    return clock.apply(handle);
  }

  private Argument moment(Handle handle) {
    return Columns.argument(now(handle));
  }
}
