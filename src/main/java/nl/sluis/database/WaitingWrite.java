package nl.sluis.database;

import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/** A write that waits for {@link SharedWrites}, and its answer. Whoever has the turn runs it; the thread that brought it waits. */
final class WaitingWrite<T> {
  final Thread thread = Thread.currentThread();
  private final HandleCallback<T, RuntimeException> work;
  final boolean durable;
  private T answer;
  Throwable failure;
  volatile boolean done;

  WaitingWrite(HandleCallback<T, RuntimeException> work, boolean durable) {
    this.work = work;
    this.durable = durable;
  }

  void run(Handle handle) {
    answer = work.withHandle(handle);
  }

  void finish() {
    done = true;
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
