package nl.sluis.keys;

import java.time.Duration;
import nl.sluis.database.OpenTransactions;
import nl.sluis.database.Transactions;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * What the store promises, with H2 (forced after each commit, open ones waited for) and with PostgreSQL (neither is
 * needed).
 */
final class TestTransactions implements Transactions {
  private final Jdbi jdbi;
  private final boolean h2;
  private final OpenTransactions open = new OpenTransactions(Duration.ofSeconds(20));

  TestTransactions(Jdbi jdbi, boolean h2) {
    this.jdbi = jdbi;
    this.h2 = h2;
  }

  @Override
  public <T> T read(HandleCallback<T, RuntimeException> work) {
    return jdbi.withHandle(work);
  }

  @Override
  public <T> T write(HandleCallback<T, RuntimeException> work) {
    return open.track(() -> {
      var result = jdbi.inTransaction(work);
      if (h2) {
        jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
      }
      return result;
    });
  }

  @Override
  public void drain() {
    if (h2) {
      open.drain();
    }
  }
}
