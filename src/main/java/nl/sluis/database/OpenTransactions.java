package nl.sluis.database;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Knows which transactions are open, so that one can wait for them without delaying later ones. */
public final class OpenTransactions {
  private final Set<CompletableFuture<Void>> open = ConcurrentHashMap.newKeySet();
  private final Duration patience;

  public OpenTransactions(Duration patience) {
    this.patience = patience;
  }

  /** @param transaction begins, and ends by commit or rollback, inside */
  public <T> T track(Supplier<T> transaction) {
    var end = new CompletableFuture<Void>();
    open.add(end);
    try {
      return transaction.get();
    } finally {
      open.remove(end);
      end.complete(null);
    }
  }

  /** As {@link Transactions#drain}. Not to be called from within a transaction: it would wait for itself. */
  public void drain() {
    var ends = CompletableFuture.allOf(open.toArray(CompletableFuture[]::new));
    try {
      ends.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "a transaction has been open for more than %d s", patience.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while transactions end", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a transaction never fails", e);
    }
  }
}
