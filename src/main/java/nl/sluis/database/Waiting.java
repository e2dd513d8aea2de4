package nl.sluis.database;

import java.util.concurrent.locks.LockSupport;

/** A thread that waits until somebody did its write, and the answer. */
class Waiting<T> {
  final Thread thread = Thread.currentThread();
  T answer;
  Throwable failure;
  volatile boolean done;

  final void finish() {
    done = true;
    LockSupport.unpark(thread);
  }

  final T answer() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException refused) {
      throw refused;
    }
    return answer;
  }
}
