package nl.sluis.feed;

import io.dropwizard.lifecycle.Managed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nl.sluis.database.Daos;
import nl.sluis.database.Transactions;
import nl.sluis.envelope.Base64Url;
import nl.sluis.files.Pause;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives events their places: soon after a commit of this gateway, and each second those that others left. Of several gateways one at a time does it,
 * behind the lock of the feed. If that gateway dies, its lock goes with its connection, and the next one goes on.
 */
public final class Placer implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(Placer.class);
  private static final int ID_BYTES = 16;
  private static final Duration POLL = Duration.ofSeconds(1);
  /** Events gather for so long, because a transaction of its own for each would cost more than the event itself. */
  private static final Duration GATHERING = Duration.ofMillis(100);
  private static final long FINISHING_MILLIS = 10_000;
  private final Transactions transactions;
  private final Owing owing;
  private final Consumer<Map<String, Long>> placed;
  private final SecureRandom random;
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "event-placer");
  private volatile boolean stopping;

  /** @param placed is told the last places by client, when they are on disk */
  public Placer(Transactions transactions, Owing owing, Consumer<Map<String, Long>> placed, SecureRandom random) {
    this.transactions = transactions;
    this.owing = owing;
    this.placed = placed;
    this.random = random;
  }

  /** To be called after a commit that inserted events. */
  public void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  /** Before anybody reads: the first start draws which feed this is. */
  @Override
  public void start() {
    var id = drawId(random);
    transactions.<Boolean>write(handle -> Daos.attach(handle, FeedDao.class).begin(id));
    thread.start();
  }

  /** @return a new id of a feed */
  public static String drawId(SecureRandom random) {
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64Url.encode(id);
  }

  /** Without an interrupt: H2 closes its file when a thread that reads or writes it is interrupted. */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    wake();
    thread.join(FINISHING_MILLIS);
  }

  private void run() {
    while (!stopping) {
      try {
        var rung = bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (rung) {
          Pause.of(GATHERING);
          bell.drainPermits();
        }
        if (rung || transactions.read(handle -> Daos.attach(handle, EventDao.class).isAnyUnplaced())) {
          placeAll();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // An Error too: without this thread nobody would hear of anything, and nobody would notice.
        LOG.warn("Events could not be placed, and will be in a second: {}", Traces.withoutMessages(e));
        Pause.of(POLL);
      }
    }
  }

  private void placeAll() {
    Placing.Placed batch;
    do {
      batch = transactions.share(handle -> Placing.run(handle, owing));
      placed.accept(batch.last());
    } while (batch.isFull() && !stopping);
  }
}
