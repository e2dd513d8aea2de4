package nl.sluis.database;

import java.time.Duration;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/** Every transaction of this gateway passes here: what a write committed is on disk when it returns. */
public final class DurableTransactions implements Transactions {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST_GROUP = Duration.ofMillis(20);
  /** Of posts on PostgreSQL, two on a small machine. */
  private static final int TURNS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
  private final Jdbi jdbi;
  private final Durability durability;
  private final SharedWrites shared;
  private final GatheredWrites gathered;
  private final OpenTransactions open = new OpenTransactions(PATIENCE);

  /** @param embedded true for H2, which does not force a commit to disk by itself */
  public DurableTransactions(Jdbi jdbi, boolean embedded) {
    this.jdbi = jdbi;
    this.durability = embedded ? new Durability(jdbi) : null;
    this.shared = embedded ? new SharedWrites(jdbi, durability::force, LONGEST_GROUP) : null;
    this.gathered = embedded ? null : new GatheredWrites(jdbi, TURNS);
  }

  @Override
  public <T> T read(HandleCallback<T, RuntimeException> work) {
    // READ COMMITTED: in a transaction each statement would see what is committed by then too, and its end would be one statement more.
    return jdbi.withHandle(work);
  }

  @Override
  public <T> T write(HandleCallback<T, RuntimeException> work) {
    var answer = open.track(() -> jdbi.inTransaction(work));
    force();
    return answer;
  }

  @Override
  public void force() {
    if (durability != null) {
      durability.force();
    }
  }

  @Override
  public <T> T share(HandleCallback<T, RuntimeException> work) {
    return shared == null ? write(work) : open.track(() -> shared.run(work, true));
  }

  @Override
  public <T> T gather(String locks, BatchedWork<T> work) {
    return gathered == null ? share(work::alone) : open.track(() -> gathered.run(locks, work));
  }

  @Override
  public <T> T count(HandleCallback<T, RuntimeException> work) {
    return shared == null ? lazily(work) : open.track(() -> shared.run(work, false));
  }

  @Override
  public <T> T lazily(HandleCallback<T, RuntimeException> work) {
    return open.track(() -> jdbi.inTransaction(handle -> {
      if (durability == null) {
        handle.execute("SET LOCAL synchronous_commit TO off");
      }
      return work.withHandle(handle);
    }));
  }

  @Override
  public void drain() {
    open.drain();
  }
}
