package nl.sluis.outbox;

import io.dropwizard.lifecycle.Managed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nl.sluis.files.Pause;
import nl.sluis.mail.MailDelayedException;
import nl.sluis.mail.MailSender;
import nl.sluis.problem.Traces;
import nl.sluis.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the mails of the outbox for the hands that send them, right after the commit that enqueued them: the dispatcher. At least once: a
 * lost 250 means the same mail again, with the same Message-ID.
 *
 * <p>It claims no more than its hands send in a moment, so it needs the same memory however many wait.
 */
public final class OutboxCourier implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxCourier.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FINISHING = Duration.ofSeconds(10);
  private static final int FLUSHED_AT_ONCE = 500;

  private final Database database;
  private final boolean alone;
  private final RelayPause relay = new RelayPause();
  private final Leases leases;
  private final Hands hands;
  private final Semaphore bell = new Semaphore(0);
  private final Thread dispatcher = new Thread(this::run, "courier-dispatcher");
  /** Somebody woke us, or the last claim found as many as it asked for. */
  private volatile boolean more = true;
  private boolean polls;
  private volatile boolean stopping;

  /**
   * @param connections how many mails are sent at a time, each over a connection of its own
   * @param alone       true if no other gateway can use this database, so that any lease found at the start is a dead one's
   */
  public OutboxCourier(Database database, MailWriter writer, MailSender sender, Outcomes outcomes, int connections, boolean alone,
      SecureRandom random) {
    this.database = database;
    this.alone = alone;
    this.leases = new Leases(database, random, System::nanoTime);
    this.hands = new Hands(connections, leases, relay, writer, new Delivery(sender, relay, outcomes, random), outcomes, this::ring);
  }

  /** To be called after a commit that owes a mail. */
  public void wake() {
    more = true;
    ring();
  }

  private void ring() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  /** Makes all mails in back-off due now. @return how many those were */
  public int flush() {
    var flushed = 0;
    int batch;
    do {
      batch = database.write(tx -> tx.dao(OutboxDao.class).flush(tx.now(), FLUSHED_AT_ONCE));
      flushed += batch;
    } while (batch == FLUSHED_AT_ONCE);
    relay.end();
    wake();
    return flushed;
  }

  /** @return empty while the relay can be reached and takes mails, as far as this gateway knows */
  Optional<RelayPause.Away> away() {
    return relay.away();
  }

  /** @return what the relay said when it refused our mails, safe to print; empty if it takes them, as far as this gateway knows */
  public Optional<String> refusal() {
    return away().filter(away -> away.trouble() == MailDelayedException.Kind.REFUSED).map(RelayPause.Away::words);
  }

  @Override
  public void start() {
    if (alone) {
      leases.releaseAll();
    }
    hands.start();
    dispatcher.start();
  }

  /**
   * Finishes the mails under way, and gives back the lease of what takes longer, so that another gateway need not wait for its end. If the
   * relay had taken that mail after all, it comes once more with the same Message-ID.
   *
   * <p>Without an interrupt: H2 closes its file when a thread that reads or writes it is interrupted, and others still need it.
   */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    ring();
    dispatcher.join(TimeUnit.SECONDS.toMillis(5));
    try {
      hands.dropWaiting();
      leases.giveBackUnused();
    } finally {
      if (!hands.finish(FINISHING)) {
        leases.giveBackAll();
      }
    }
  }

  private void run() {
    while (!stopping) {
      try {
        if (!dispatch()) {
          polls = !bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
          bell.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // An Error too: without this thread no mail would ever leave, and nobody would notice.
        LOG.warn("The outbox could not be read and will be tried again: {}", Traces.withoutMessages(e));
        bell.drainPermits();
        more = true;
        Pause.of(POLL);
      }
    }
  }

  /** @return true if there may be more to do at once */
  private boolean dispatch() {
    hands.dropStale();
    leases.giveBackUnused();
    var many = wanted();
    // Asked after the hands: one of them may just have come back without having reached the relay.
    if (many == 0 || !relay.isOver() || stopping) {
      return false;
    }
    var claims = List.<Claim>of();
    if (isAnyDue()) {
      more = false;
      claims = leases.claim(many);
      hands.take(claims);
      more |= leases.foundAsMany(many);
    }
    if (claims.isEmpty()) {
      forgetRefusalOfNothing();
    }
    return more;
  }

  /** While the relay is out of reach, or refuses us, all must have come back, and one is enough to ask. */
  private int wanted() {
    if (relay.away().isPresent()) {
      return leases.areNone() ? 1 : 0;
    }
    return hands.room();
  }

  /** Asks the database only when a second has passed: nobody woke us, so there is hardly anything. */
  private boolean isAnyDue() {
    return more || polls && leases.anyDue();
  }

  /** An operator need not be called for mails that expired, or were taken back. */
  private void forgetRefusalOfNothing() {
    if (refusal().isPresent() && !database.read(tx -> tx.dao(OutboxDao.class).anyOwed(tx.now()))) {
      relay.forgetRefusal();
    }
  }
}
