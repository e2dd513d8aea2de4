package nl.sluis.database;

import java.util.Arrays;
import org.h2.api.TableEngine;
import org.h2.command.Prepared;
import org.h2.command.ddl.CreateTableData;
import org.h2.engine.SessionLocal;
import org.h2.message.DbException;
import org.h2.mvstore.db.MVTable;
import org.h2.mvstore.db.Store;
import org.h2.result.LocalResult;
import org.h2.result.Row;
import org.h2.table.Table;
import org.h2.value.DataType;

/**
 * H2's tables, whose updates leave alone what they do not change. H2 2.3 takes an updated row out of all its indexes and puts it back, so it
 * writes a page of each anew, and an invitation has ten. It also has an update that compares, but uses that for its own catalogue alone. The
 * setting {@code DEFAULT_TABLE_ENGINE} names this class whenever a file is opened. The file knows nothing of it: any H2 opens it (ADR 40).
 */
public final class InPlaceUpdates implements TableEngine {
  @Override
  public Table createTable(CreateTableData data) {
    data.tableEngine = null;
    var store = data.schema.getDatabase().getStore();
    // Of these the store must know the table itself, to give a large object back when an update is undone.
    var largeObjects = data.columns.stream().anyMatch(column -> DataType.isLargeObject(column.getType().getValueType()));
    return largeObjects ? store.createTable(data) : new InPlaceTable(data, store);
  }

  private static final class InPlaceTable extends MVTable {
    InPlaceTable(CreateTableData data, Store store) {
      super(data, store);
    }

    /** @param rows each as it was, and then as it is to be */
    @Override
    public void updateRows(Prepared prepared, SessionLocal session, LocalResult rows) {
      var inPlace = keepsUniqueValues(rows);
      rows.reset();
      if (!inPlace) {
        super.updateRows(prepared, session, rows);
        return;
      }
      var before = session.setSavepoint();
      try {
        while (rows.next()) {
          prepared.checkCanceled();
          var former = rows.currentRowForTable();
          rows.next();
          updateRow(session, former, rows.currentRowForTable());
        }
      } catch (DbException e) {
        session.rollbackTo(before);
        throw e;
      }
    }

    /** Rows that exchange a unique value must all be taken out before one is put back. */
    private boolean keepsUniqueValues(LocalResult rows) {
      while (rows.next()) {
        var former = rows.currentRowForTable();
        rows.next();
        if (!keepsUniqueValues(former, rows.currentRowForTable())) {
          return false;
        }
      }
      return true;
    }

    private boolean keepsUniqueValues(Row former, Row next) {
      return getIndexes().stream().filter(index -> index.getIndexType().isUnique()).flatMap(index -> Arrays.stream(index.getColumns()))
          .allMatch(column -> former.getValue(column.getColumnId()).equals(next.getValue(column.getColumnId())));
    }
  }
}
