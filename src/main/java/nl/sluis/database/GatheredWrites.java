package nl.sluis.database;

import java.util.ArrayList;
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
  /** Under way at a time. With one, posts would wait though the database has hands; with many, none would gather. */
  private static final int TURNS = 2;
  private static final int MOST = 64;
  private final Jdbi jdbi;
  private final Semaphore turns = new Semaphore(TURNS);
  private final ConcurrentLinkedQueue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();

  GatheredWrites(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** @return when it is committed */
  <T> T run(BatchedWork<T> work) {
    var mine = new Waiting<>(work);
    waiting.add(mine);
    while (mine.fate == Fate.WAITS) {
      if (turns.tryAcquire()) {
        workForAll();
      } else if (mine.fate == Fate.WAITS) {
        LockSupport.park(this);
      }
    }
    return mine.fate == Fate.DONE ? mine.answer() : jdbi.inTransaction(work::alone);
  }

  private void workForAll() {
    var group = new ArrayList<Waiting<?>>();
    try {
      for (var next = waiting.poll(); next != null; next = group.size() < MOST ? waiting.poll() : null) {
        group.add(next);
      }
      if (!group.isEmpty()) {
        commit(group);
      }
    } finally {
      turns.release();
      var next = waiting.peek();
      if (next != null) {
        LockSupport.unpark(next.thread);
      }
      group.forEach(Waiting::wake);
    }
  }

  private void commit(List<Waiting<?>> group) {
    try (var handle = jdbi.open()) {
      handle.begin();
      try {
        var batches = Batches.together(handle);
        group.forEach(write -> write.run(handle, batches));
        batches.flush();
      } catch (RuntimeException | Error e) {
        try {
          handle.rollback();
        } finally {
          group.forEach(write -> write.undone(e, group.size() == 1));
        }
        return;
      }
      handle.commit();
      group.forEach(write -> write.fate = Fate.DONE);
    } catch (RuntimeException | Error e) {
      // Of a commit that failed nobody knows whether it is done.
      group.stream().filter(write -> write.fate == Fate.WAITS).forEach(write -> write.undone(e, true));
    }
  }

  private enum Fate {
    WAITS,
    DONE,
    ALONE
  }

  private static final class Waiting<T> {
    final Thread thread = Thread.currentThread();
    private final BatchedWork<T> work;
    private T answer;
    private Throwable failure;
    volatile Fate fate = Fate.WAITS;

    Waiting(BatchedWork<T> work) {
      this.work = work;
    }

    void run(Handle handle, Batches batches) {
      answer = work.with(handle, batches);
    }

    /** @param isTold whether this is its answer; else it is done alone */
    void undone(Throwable why, boolean isTold) {
      failure = why;
      fate = isTold ? Fate.DONE : Fate.ALONE;
    }

    void wake() {
      LockSupport.unpark(thread);
    }

    T answer() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException refused) {
        throw refused;
      }
      return answer;
    }
  }
}
