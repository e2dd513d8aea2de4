package nl.sluis.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The inserts of a transaction. Where several writes share one they wait, and each kind becomes one batch of the rows of all: so many posts cost
 * few round trips (docs/adr/0041-small-posts-are-stored-together.md). Elsewhere each is done at once.
 */
public final class Batches {
  /** How rows of one kind are inserted. To be a constant, because it tells which rows go together. */
  @FunctionalInterface
  public interface Kind<R> {
    /** @throws RuntimeException if one of them cannot be stored: then nothing of the transaction is */
    void insert(Handle handle, List<R> rows);
  }

  private final Handle handle;
  private final boolean waits;
  private final Map<Kind<?>, List<Object>> waiting = new LinkedHashMap<>();

  private Batches(Handle handle, boolean waits) {
    this.handle = handle;
    this.waits = waits;
  }

  public static Batches atOnce(Handle handle) {
    return new Batches(handle, false);
  }

  static Batches together(Handle handle) {
    return new Batches(handle, true);
  }

  /** Inserts these, now or at {@link #flush}. What refers to rows of another kind comes behind them. */
  public <R> void insert(Kind<R> kind, List<R> rows) {
    if (rows.isEmpty()) {
      return;
    }
    if (waits) {
      waiting.computeIfAbsent(kind, any -> new ArrayList<>()).addAll(rows);
    } else {
      kind.insert(handle, rows);
    }
  }

  /** Inserts all that waits, in the order in which the kinds came: for who is about to read them, and at the end. */
  public void flush() {
    var due = new LinkedHashMap<>(waiting);
    waiting.clear();
    due.forEach(this::insertAll);
  }

  @SuppressWarnings("unchecked") // Rows of a kind are put under it by insert() alone.
  private <R> void insertAll(Kind<R> kind, List<Object> rows) {
    kind.insert(handle, (List<R>) rows);
  }
}
