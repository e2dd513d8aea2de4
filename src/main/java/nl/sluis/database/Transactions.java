package nl.sluis.database;

import org.jdbi.v3.core.HandleCallback;

/**
 * The database, as rotation needs it. A key may be destroyed only when everything that was re-sealed is on disk, and when no open transaction
 * can still write under it. The store implements this; all who write sealed rows write through the same implementation.
 */
public interface Transactions {
  /** Reads; what each statement sees was committed when it began. */
  <T> T read(HandleCallback<T, RuntimeException> work);

  /**
   * Runs the work in a transaction of its own, READ COMMITTED.
   *
   * @return after the commit is on disk, not only in the operating system's hands
   */
  <T> T write(HandleCallback<T, RuntimeException> work);

  /** As {@link #write}, for work that is short and does no transaction of its own: it may share a transaction with the work of others. */
  default <T> T share(HandleCallback<T, RuntimeException> work) {
    return write(work);
  }

  /**
   * As {@link #share}, for work that mostly inserts: its inserts may be done in one batch with those of others.
   *
   * @param locks names the row that the work may lock, or is empty. Rows are locked in the order of their names, so that of two groups none waits
   *     for the other
   */
  default <T> T gather(String locks, BatchedWork<T> work) {
    return share(work::alone);
  }

  /** As {@link #write}, for counts that a power cut may take back: it does not wait for the disk. */
  default <T> T count(HandleCallback<T, RuntimeException> work) {
    return write(work);
  }

  /**
   * As {@link #write}, for work of many transactions: it does not wait for the disk. The next {@link #write} of this gateway returns when this
   * one is on disk too, because a database keeps the order of its commits.
   */
  default <T> T lazily(HandleCallback<T, RuntimeException> work) {
    return write(work);
  }

  /**
   * Returns when everything that was committed by now is on disk: what was read is certain from then on. PostgreSQL shows nothing else; H2 shows a
   * commit before it is forced.
   */
  default void force() {}

  /**
   * Waits for every {@link #write} of this process that is open at the call; later ones are not waited for.
   * {@link OpenTransactions} does it.
   *
   * <p>PostgreSQL does not need it: there the foreign key makes the destroying of a key wait for rows not yet
   * committed. H2 2.5 looks at committed rows only, lets the key go, and then commits a row whose key is no more.
   *
   * @throws IllegalStateException if one of them stays open for long
   */
  void drain();
}
