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
 * <p>A write that refuses, a database that fails, or a row that others hold for long, undoes the whole group before its commit. Then each is done
 * alone, on its own thread.
 */
final class GatheredWrites {
  private static final int MOST = 64;
  /**
   * How long a group waits for a row. Then each is done alone, and holds no turn meanwhile: a gateway that vanished may have left the row locked, and
   * that is not to stop all posts of another gateway.
   */
  private static final String IMPATIENT = "SET LOCAL lock_timeout = '200ms'";
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
    var group = new ArrayList<Gathered<?>>(MOST);
    waiting.add(mine);
    while (!mine.done) {
      // Whoever took it tells when it is done.
      if (!mine.isTaken && turns.tryAcquire()) {
        workForAll(group);
      } else if (!mine.done) {
        LockSupport.park(this);
      }
    }
    return mine.isToBeDoneAlone ? jdbi.inTransaction(work::alone) : mine.answer();
  }

  /** @param group has room for all, so that none is lost if there is no memory */
  private void workForAll(List<Gathered<?>> group) {
    group.clear();
    try {
      for (var next = waiting.poll(); next != null; next = group.size() < MOST ? waiting.poll() : null) {
        group.add(next);
        next.isTaken = true;
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
      for (var at = 0; at < group.size(); at++) {
        group.get(at).finish();
      }
    }
  }

  private void commit(List<Gathered<?>> group) {
    try (var handle = jdbi.open()) {
      handle.begin();
      try {
        handle.execute(IMPATIENT);
        var batches = Batches.together(handle);
        group.forEach(write -> write.run(handle, batches));
        batches.flush();
      } catch (RuntimeException | Error e) {
        // If even that fails the connection is gone, and the next may be as dead. All are told so, because nobody is to wait for two.
        handle.rollback();
        if (group.size() == 1 && !SqlStates.COLLISION.isCauseOf(e)) {
          throw e;
        }
        group.forEach(write -> write.isToBeDoneAlone = true);
        return;
      }
      handle.commit();
      group.forEach(write -> write.isCommitted = true);
    }
  }

  private static final class Gathered<T> extends Waiting<T> {
    final String locks;
    private final BatchedWork<T> work;
    volatile boolean isTaken;
    boolean isToBeDoneAlone;

    Gathered(String locks, BatchedWork<T> work) {
      this.locks = locks;
      this.work = work;
    }

    void run(Handle handle, Batches batches) {
      asItself(() -> answer = work.with(handle, batches));
    }
  }
}
