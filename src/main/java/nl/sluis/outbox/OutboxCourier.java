package nl.sluis.outbox;

import io.dropwizard.lifecycle.Managed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nl.sluis.envelope.Base64Url;
import nl.sluis.problem.Traces;
import nl.sluis.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mails owed to the relay, right after the commit that owes them. At least once: a lost 250 means the same mail again, with the same
 * Message-ID.
 */
public final class OutboxCourier implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxCourier.class);
  private static final int WORKERS = 4;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FINISHING = Duration.ofSeconds(10);
  private static final int LEASE_BYTES = 16;
  /**
   * Short, for a dead gateway's mails wait that long. A slow relay may take longer; then the mail may leave twice, with the same Message-ID,
   * and what the relay says is booked by who holds the lease.
   */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final Database database;
  private final Delivery delivery;
  private final boolean alone;
  private final SecureRandom random;
  /** Of each mail in hand its lease. */
  private final Map<String, String> underWay = new ConcurrentHashMap<>();
  private final Semaphore free = new Semaphore(WORKERS);
  private final Semaphore bell = new Semaphore(0);
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, r -> new Thread(r, "courier"));
  private final Thread dispatcher = new Thread(this::run, "courier-dispatcher");
  private volatile boolean stopping;

  /** @param alone true if no other gateway can use this database, so that any lease found at the start is a dead one's */
  public OutboxCourier(Database database, Delivery delivery, boolean alone, SecureRandom random) {
    this.database = database;
    this.delivery = delivery;
    this.alone = alone;
    this.random = random;
  }

  /** To be called after a commit that owes a mail. */
  public void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  @Override
  public void start() {
    if (alone) {
      database.write(tx -> {
        tx.dao(OutboxDao.class).releaseAll();
        return null;
      });
    }
    dispatcher.start();
  }

  /**
   * Finishes the mails under way, and gives back the lease of what takes longer, so that another gateway need not wait for its end. If the
   * relay had taken that mail after all, it comes once more with the same Message-ID.
   */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    wake();
    dispatcher.join(TimeUnit.SECONDS.toMillis(5));
    workers.shutdown();
    if (!workers.awaitTermination(FINISHING.toSeconds(), TimeUnit.SECONDS)) {
      database.write(tx -> {
        underWay.forEach(tx.dao(OutboxDao.class)::giveBack);
        return null;
      });
    }
  }

  private void run() {
    while (!stopping) {
      try {
        if (!dispatch()) {
          bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
          bell.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("The outbox could not be read and will be tried again: {}", Traces.withoutMessages(e));
        bell.drainPermits();
        pause();
      }
    }
  }

  /** @return true if there may be more that is due */
  private boolean dispatch() throws InterruptedException {
    free.acquire();
    free.release();
    List<String> due = database.read(tx -> tx.dao(OutboxDao.class).due(tx.now(), WORKERS));
    for (var id : due) {
      free.acquire();
      try {
        if (!handOver(id)) {
          free.release();
        }
      } catch (RuntimeException e) {
        free.release();
        throw e;
      }
    }
    return !due.isEmpty();
  }

  /** @return false if another was faster, or this one stops */
  private boolean handOver(String id) {
    if (stopping) {
      return false;
    }
    var lease = drawLease();
    var entry = claim(id, lease);
    entry.ifPresent(claimed -> {
      underWay.put(id, lease);
      workers.execute(() -> deliver(claimed, lease));
    });
    return entry.isPresent();
  }

  private void deliver(OutboxEntry claimed, String lease) {
    try {
      delivery.deliver(claimed, lease);
    } catch (RuntimeException e) {
      LOG.warn("Mail {} stays owed until its lease ends: {}", claimed.id(), Traces.withoutMessages(e));
    } finally {
      underWay.remove(claimed.id());
      free.release();
    }
  }

  private Optional<OutboxEntry> claim(String id, String lease) {
    return database.write(tx -> {
      var dao = tx.dao(OutboxDao.class);
      return dao.claim(id, lease, tx.now().plus(LEASE), tx.now()) ? dao.claimed(id, lease) : Optional.empty();
    });
  }

  /** One for each hand-over: who comes back after the lease ended must not be taken for who holds it now. */
  private String drawLease() {
    var bytes = new byte[LEASE_BYTES];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
