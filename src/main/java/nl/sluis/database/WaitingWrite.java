package nl.sluis.database;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/** A write that waits for {@link SharedWrites}, and its answer. Whoever has the turn runs it; the thread that brought it waits. */
final class WaitingWrite<T> extends Waiting<T> {
  private final HandleCallback<T, RuntimeException> work;
  final boolean durable;

  WaitingWrite(HandleCallback<T, RuntimeException> work, boolean durable) {
    this.work = work;
    this.durable = durable;
  }

  void run(Handle handle) {
    asItself(() -> answer = work.withHandle(handle));
  }
}
