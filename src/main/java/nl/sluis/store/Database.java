package nl.sluis.store;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import nl.sluis.database.Batches;
import nl.sluis.database.DatabaseClock;
import nl.sluis.database.SqlStates;
import nl.sluis.database.Transactions;
import nl.sluis.database.TransientFailures;
import nl.sluis.keys.Keys;
import nl.sluis.keys.StaleKeyException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;

/**
 * Runs every transaction of the flows. Each is about one moment. It is run again if a key was rotated under it, if another was first to insert
 * the same row, or if two collided. So the work changes nothing but the database.
 */
public final class Database {
  private static final int TRIES = 4;
  private final Transactions transactions;
  private final DatabaseClock clock;
  private final Keys keys;
  private final InvitationGuard guard;
  private final Consumer<List<String>> told;

  /** Where no placer is woken: another gives the events their places. */
  public Database(Transactions transactions, DatabaseClock clock, Keys keys, InvitationGuard guard) {
    this(transactions, clock, keys, guard, types -> {});
  }

  /** @param told for after a commit that inserted events: takes the type of each */
  public Database(Transactions transactions, DatabaseClock clock, Keys keys, InvitationGuard guard, Consumer<List<String>> told) {
    this.transactions = transactions;
    this.clock = clock;
    this.keys = keys;
    this.guard = guard;
    this.told = told;
  }

  /** Runs one transaction; when this returns it is committed and on disk. */
  public <T> T write(Function<Tx, T> work) {
    return telling(happened -> transactions.share(atOneMoment(work, happened)));
  }

  /**
   * As {@link #write}, for a post: what it inserts may wait for what others insert, and is stored in one batch with that. Who reads invitations
   * there calls {@link Tx#flush} before. Its transaction may be older than the post, so what the clock says there is not counted on from.
   *
   * @param locks as {@link Transactions#gather} says
   */
  public <T> T gather(String locks, Function<Tx, T> work) {
    return telling(happened -> transactions.gather(locks, (handle, batches) -> atOneMoment(work, happened, handle, batches,
        clock.recent().orElseGet(() -> clock.began(handle)))));
  }

  /** Runs one transaction of counts: when this returns it is committed, and a power cut may take it back. */
  public <T> T count(Function<Tx, T> work) {
    return telling(happened -> transactions.count(atOneMoment(work, happened)));
  }

  /** Runs one transaction that changes nothing. */
  public <T> T read(Function<Tx, T> work) {
    return again(() -> transactions.read(atOneMoment(work, new AtomicReference<>())));
  }

  /** Returns when everything that was read by now is on disk. */
  public void force() {
    transactions.force();
  }

  /** The database's clock outside of any transaction, so a little older than what the next transaction says. It mostly costs no statement. */
  public Instant now() {
    return clock.recent().orElseGet(() -> read(Tx::now));
  }

  /** @param happened takes the types of the events, on whatever thread the work runs */
  private <T> HandleCallback<T, RuntimeException> atOneMoment(Function<Tx, T> work, AtomicReference<List<String>> happened) {
    return handle -> atOneMoment(work, happened, handle, Batches.atOnce(handle), clock.now(handle));
  }

  private <T> T atOneMoment(Function<Tx, T> work, AtomicReference<List<String>> happened, Handle handle, Batches batches, Instant now) {
    var tx = new Tx(handle, now, guard, batches);
    var answer = work.apply(tx);
    tx.invitations().rows().write();
    // What an attempt before this one had to tell was rolled back with it.
    happened.set(tx.events().write(batches));
    return answer;
  }

  private <T> T telling(Function<AtomicReference<List<String>>, T> transaction) {
    var happened = new AtomicReference<>(List.<String>of());
    var answer = again(() -> transaction.apply(happened));
    if (!happened.get().isEmpty()) {
      told.accept(happened.get());
    }
    return answer;
  }

  private <T> T again(java.util.function.Supplier<T> transaction) {
    for (var left = TRIES;; left--) {
      try {
        return transaction.get();
      } catch (StaleKeyException e) {
        if (left == 1) {
          throw e;
        }
        keys.refresh();
      } catch (JdbiException e) {
        if (left == 1 || !SqlStates.DUPLICATE.isCauseOf(e) && !TransientFailures.passes(e)) {
          throw e;
        }
      }
    }
  }
}
