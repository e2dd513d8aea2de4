package nl.sluis.database;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores small posts together on PostgreSQL: while a few transactions are under way, further writes gather, and the next transaction takes all of
 * them (docs/adr/0041-small-posts-are-stored-together.md). Whoever finds nobody before it writes alone, as soon as it comes.
 *
 * <p>A write that refuses, or a database that fails, undoes the whole group before its commit. Then each is done alone, on its own thread.
 */
final class GatheredWrites {
  private static final int MOST = 64;
  private final Jdbi jdbi;
  private final Semaphore turns;
  private final ConcurrentLinkedQueue<Gathered<?>> waiting = new ConcurrentLinkedQueue<>();

  /** @param turns how many transactions are under way at a time. With one, posts would wait though the database has hands; with many, none gather */
  GatheredWrites(Jdbi jdbi, int turns) {
    this.jdbi = jdbi;
    this.turns = new Semaphore(turns);
  }

  /**
   * @param locks as {@link Transactions#gather} says
   * @return when it is committed
   */
  <T> T run(String locks, BatchedWork<T> work) {
    var mine = new Gathered<>(locks, work);
    waiting.add(mine);
    while (!mine.done) {
      if (turns.tryAcquire()) {
        workForAll();
      } else if (!mine.done) {
        LockSupport.park(this);
      }
    }
    return mine.isToBeDoneAlone ? jdbi.inTransaction(work::alone) : mine.answer();
  }

  private void workForAll() {
    var group = new ArrayList<Gathered<?>>();
    try {
      for (var next = waiting.poll(); next != null; next = group.size() < MOST ? waiting.poll() : null) {
        group.add(next);
      }
      group.sort(Comparator.comparing(write -> write.locks));
      if (!group.isEmpty()) {
        commit(group);
      }
    } catch (RuntimeException | Error e) {
      // There is no connection; or of a commit that failed nobody knows whether it is done.
      group.forEach(write -> write.failure = e);
    } finally {
      turns.release();
      var next = waiting.peek();
      if (next != null) {
        LockSupport.unpark(next.thread);
      }
      group.forEach(Waiting::finish);
    }
  }

  private void commit(List<Gathered<?>> group) {
    try (var handle = jdbi.open()) {
      handle.begin();
      try {
        var batches = Batches.together(handle);
        group.forEach(write -> write.run(handle, batches));
        batches.flush();
      } catch (RuntimeException | Error e) {
        var isOne = group.size() == 1;
        group.forEach(write -> write.isToBeDoneAlone = !isOne);
        handle.rollback();
        if (isOne) {
          throw e;
        }
        return;
      }
      handle.commit();
    }
  }

  private static final class Gathered<T> extends Waiting<T> {
    final String locks;
    private final BatchedWork<T> work;
    boolean isToBeDoneAlone;

    Gathered(String locks, BatchedWork<T> work) {
      this.locks = locks;
      this.work = work;
    }

    void run(Handle handle, Batches batches) {
      answer = work.with(handle, batches);
    }
  }
}
