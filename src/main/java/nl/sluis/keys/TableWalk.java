package nl.sluis.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import nl.sluis.database.Transactions;
import nl.sluis.database.TransientFailures;
import nl.sluis.keys.SealedRows.Replacement;
import nl.sluis.keys.SealedRows.SealedRow;

/** Walks once over the rows of a table that are sealed under one key, and seals them under another, in batches, while traffic goes on. */
final class TableWalk {
  private static final int IDS_SHOWN = 10;

  private final SealedTable table;
  private final SealedRows rows;
  private final Vault vault;
  private final KeyLedger ledger;
  private final Transactions transactions;
  private final DamagedRows damagedRows;

  TableWalk(SealedTable table, Vault vault, KeyLedger ledger, DamagedRows damagedRows) {
    this.table = table;
    this.rows = new SealedRows(table);
    this.vault = vault;
    this.ledger = ledger;
    this.transactions = ledger.transactions();
    this.damagedRows = damagedRows;
  }

  SealedTable table() {
    return table;
  }

  boolean anyUnder(String keyId) {
    return transactions.read(handle -> rows.anyUnder(handle, keyId));
  }

  /**
   * A batch may not be on disk when the next one begins. The old key is destroyed by a later transaction, which brings all of them to disk.
   *
   * @param afterBatch called when a batch is committed, with how many rows were re-sealed
   */
  Walked walk(String oldKey, String newKey, IntConsumer afterBatch) {
    var shown = new ArrayList<String>();
    var ended = 0;
    var resealed = 0;
    for (var batch = read(oldKey, null); !batch.isEmpty(); batch = read(oldKey, batch.get(batch.size() - 1).place())) {
      var replacements = new ArrayList<Replacement>();
      var damaged = new ArrayList<SealedRow>();
      for (var row : batch) {
        reseal(row, oldKey, newKey).ifPresentOrElse(replacements::add, () -> damaged.add(row));
      }
      // Reading and sealing stay outside: the transaction holds its rows as briefly as it can. What changed meanwhile
      // it leaves alone.
      var replaced = TransientFailures.retry(
          () -> transactions.lazily(handle -> rows.replace(handle, replacements, oldKey, newKey)));
      resealed += replaced;
      for (var row : damaged) {
        if (end(row, oldKey) && ++ended <= IDS_SHOWN) {
          shown.add(String.valueOf(row.id()));
        }
      }
      afterBatch.accept(replaced);
    }
    return new Walked(resealed, ended, List.copyOf(shown));
  }

  /** @return false if it changed since it was read: then the walk begins again, and finds it as it is now */
  private boolean end(SealedRow row, String oldKey) {
    var id = String.valueOf(row.id());
    var ended = TransientFailures.retry(() -> transactions.write(handle -> {
      var locked = rows.lock(handle, row, oldKey);
      if (locked) {
        damagedRows.end(handle, table, id, row.place(), ledger.now(handle));
      }
      return locked;
    }));
    if (ended) {
      damagedRows.ended(table, id);
    }
    return ended;
  }

  private List<SealedRow> read(String keyId, Object after) {
    return transactions.read(handle -> rows.read(handle, keyId, after));
  }

  /** @return empty if a column does not open */
  private Optional<Replacement> reseal(SealedRow row, String oldKey, String newKey) {
    var values = new ArrayList<byte[]>();
    for (int i = 0; i < table.columns().size(); i++) {
      var value = row.values().get(i);
      var column = table.place(table.columns().get(i));
      try {
        values.add(value == null ? null : reseal(value, column, String.valueOf(row.id()), oldKey, newKey));
      } catch (StaleKeyException e) {
        throw e;
      } catch (VaultException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new Replacement(row, values));
  }

  private byte[] reseal(byte[] value, String column, String row, String oldKey, String newKey) {
    var plaintext = vault.open(oldKey, column, row, value);
    try {
      return vault.seal(newKey, column, row, plaintext).bytes();
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /**
   * @param ended how many rows did not open, and were ended
   * @param shown ids of some of them: all would not be bounded
   */
  record Walked(int resealed, int ended, List<String> shown) {}
}
