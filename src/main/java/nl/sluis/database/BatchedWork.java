package nl.sluis.database;

import org.jdbi.v3.core.Handle;

/** A write whose inserts may wait for those of others. It changes nothing but the database, because it may run several times. */
@FunctionalInterface
public interface BatchedWork<T> {
  /** @param batches takes the inserts, which are flushed behind this */
  T with(Handle handle, Batches batches);

  /** The same with nobody beside it. */
  default T alone(Handle handle) {
    var batches = Batches.together(handle);
    var answer = with(handle, batches);
    batches.flush();
    return answer;
  }
}
