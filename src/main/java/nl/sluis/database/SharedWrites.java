package nl.sluis.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Runs all waiting writes in one transaction, one after the other, each behind a savepoint. This is for H2, which writes all changed pages to
 * its file at each commit (docs/adr/0020-writes-share-a-transaction.md). The first thread that finds nobody at work runs the writes of all
 * that wait.
 *
 * <p>Each write is whole or not at all, as in a transaction of its own. If it refuses something by an exception, only its own changes are undone.
 * If the database fails, all of the group are undone and each is run again alone. So a write may run several times, and on a thread of another.
 */
final class SharedWrites {
  private static final int MOST = 64;
  private final Jdbi jdbi;
  private final Runnable force;
  private final Duration longest;
  private final ConcurrentLinkedQueue<WaitingWrite<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param force   returns when all that was committed is on disk
   * @param longest after which a group takes no more writes. Long ones would fill H2's memory, and then it writes pages before the commit and at it
   *     again
   */
  SharedWrites(Jdbi jdbi, Runnable force, Duration longest) {
    this.jdbi = jdbi;
    this.force = force;
    this.longest = longest;
  }

  /**
   * @param durable whether to wait for the disk too
   * @return when it is committed
   */
  <T> T run(HandleCallback<T, RuntimeException> work, boolean durable) {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write within a write would wait for itself");
    }
    var mine = new WaitingWrite<>(work, durable);
    waiting.add(mine);
    while (!mine.done) {
      if (turn.tryLock()) {
        workForAll();
      } else if (!mine.done) {
        LockSupport.park(this);
      }
    }
    return mine.answer();
  }

  /**
   * Called with the turn, which is kept until the disk has it. So writes gather meanwhile, and the force finds no group half done, whose pages
   * would be written twice.
   */
  private void workForAll() {
    var group = new ArrayList<WaitingWrite<?>>();
    try {
      if (takeNext(group)) {
        commit(group);
        force(group);
      }
    } catch (RuntimeException | Error e) {
      group.forEach(write -> write.failure = e);
    } finally {
      turn.unlock();
      var next = waiting.peek();
      if (next != null) {
        LockSupport.unpark(next.thread);
      }
    }
    group.stream().filter(write -> !write.done).forEach(WaitingWrite::finish);
  }

  /** Whoever needs no disk, or was refused, has the answer before. */
  private void force(List<WaitingWrite<?>> group) {
    group.stream().filter(write -> !write.durable || write.failure != null).forEach(WaitingWrite::finish);
    var durable = group.stream().filter(write -> !write.done).toList();
    if (durable.isEmpty()) {
      return;
    }
    try {
      force.run();
    } catch (RuntimeException | Error e) {
      durable.forEach(write -> write.failure = e);
    }
  }

  private boolean takeNext(List<WaitingWrite<?>> group) {
    var next = waiting.poll();
    return next != null && group.add(next);
  }

  /** @param group the first; those that join it are added */
  private void commit(List<WaitingWrite<?>> group) {
    if (waiting.isEmpty()) {
      group.forEach(this::alone);
      return;
    }
    if (!together(group)) {
      group.forEach(write -> {
        write.failure = null;
        alone(write);
      });
    }
  }

  /** @return false if the database failed before the commit, so that nothing was done; after a commit that failed nobody knows, and it throws */
  private boolean together(List<WaitingWrite<?>> group) {
    try (var handle = jdbi.open()) {
      handle.begin();
      try {
        var until = System.nanoTime() + longest.toNanos();
        do {
          behindSavepoint(handle, group.get(group.size() - 1));
        } while (System.nanoTime() - until < 0 && group.size() < MOST && takeNext(group));
      } catch (RuntimeException | Error e) {
        handle.rollback();
        return false;
      }
      handle.commit();
      group.forEach(write -> write.isCommitted = true);
      return true;
    }
  }

  private void alone(WaitingWrite<?> write) {
    try {
      jdbi.useTransaction(write::run);
      write.isCommitted = true;
    } catch (RuntimeException | Error e) {
      write.failure = e;
    }
  }

  private static void behindSavepoint(Handle handle, WaitingWrite<?> write) {
    onConnection(handle, connection -> {
      var savepoint = connection.setSavepoint();
      try {
        write.run(handle);
      } catch (RuntimeException e) {
        if (isOfDatabase(e)) {
          throw e;
        }
        connection.rollback(savepoint);
        write.failure = e;
      }
    });
  }

  /** Of some failures H2 undoes the whole transaction, and with it what the others of the group did. */
  private static boolean isOfDatabase(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }

  private static void onConnection(Handle handle, SqlWork work) {
    try {
      work.with(handle.getConnection());
    } catch (SQLException e) {
      throw new StatementFailedException("savepoint", e);
    }
  }

  private interface SqlWork {
    void with(Connection connection) throws SQLException;
  }
}
