package nl.sluis.database;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.MDC;

/** A thread that waits until somebody did its write, and the answer. */
class Waiting<T> {
  final Thread thread = Thread.currentThread();
  T answer;
  Throwable failure;
  boolean isCommitted;
  volatile boolean done;
  private final Map<String, String> context = MDC.getCopyOfContextMap();

  /** Runs the write on whatever thread. What is logged meanwhile names the request and the operator of the one that brought it. */
  final void asItself(Runnable write) {
    if (thread == Thread.currentThread()) {
      write.run();
      return;
    }
    var ofThisThread = MDC.getCopyOfContextMap();
    set(context);
    try {
      write.run();
    } finally {
      set(ofThisThread);
    }
  }

  final void finish() {
    done = true;
    LockSupport.unpark(thread);
  }

  /** @throws IllegalStateException if nobody said that it is committed, for example because there was no memory to say why not */
  final T answer() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException refused) {
      throw refused;
    }
    if (!isCommitted) {
      throw new IllegalStateException("nobody knows whether this write is committed");
    }
    return answer;
  }

  private static void set(Map<String, String> context) {
    if (context == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(context);
    }
  }
}
