package nl.sluis.outbox;

import io.dropwizard.lifecycle.Managed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nl.sluis.envelope.Base64Url;
import nl.sluis.mail.Mail;
import nl.sluis.mail.MailDelayedException;
import nl.sluis.mail.MailSender;
import nl.sluis.problem.Traces;
import nl.sluis.store.Database;
import nl.sluis.store.Tx;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the mails of the outbox, right after the commit that enqueued them. At least once: a lost 250 means the same mail again, with the same
 * Message-ID.
 *
 * <p>It reads no more than it has hands for, so it needs the same memory however many wait.
 */
public final class OutboxCourier implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxCourier.class);
  private static final int WORKERS = 4;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FINISHING = Duration.ofSeconds(10);
  private static final int LEASE_BYTES = 16;
  /** No slow relay outlives it. A dead gateway's mails wait that long. */
  private static final Duration LEASE = MailSender.LONGEST.plusSeconds(30);
  private static final int FLUSHED_AT_ONCE = 500;

  private final Database database;
  private final Delivery delivery;
  private final boolean alone;
  private final SecureRandom random;
  private final RelayPause relay = new RelayPause();
  /** Of each mail in hand its lease, whatever the clock says of it: it may have been set forward meanwhile. */
  private final Map<String, String> inFlight = new ConcurrentHashMap<>();
  /** Leases that came to nothing, for the database went away before a mail was read: nobody shall wait for their end. */
  private final Map<String, String> fruitless = new ConcurrentHashMap<>();
  private final Semaphore free = new Semaphore(WORKERS);
  private final Semaphore bell = new Semaphore(0);
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, OutboxCourier::worker);
  private final Thread dispatcher = new Thread(this::run, "courier-dispatcher");
  private boolean againFirst;
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
   *
   * <p>Without an interrupt: H2 closes its file when a thread that reads or writes it is interrupted, and others still need it.
   */
  @Override
  public void stop() throws InterruptedException {
    stopping = true;
    wake();
    dispatcher.join(TimeUnit.SECONDS.toMillis(5));
    workers.shutdown();
    if (!workers.awaitTermination(FINISHING.toSeconds(), TimeUnit.SECONDS)) {
      giveBack(inFlight);
    }
  }

  private static Thread worker(Runnable work) {
    var thread = new Thread(work, "courier");
    // A relay that does not answer must not keep the process.
    thread.setDaemon(true);
    return thread;
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
      } catch (RuntimeException | Error e) {
        // An Error too: without this thread no mail would ever leave, and nobody would notice.
        LOG.warn("The outbox could not be read and will be tried again: {}", Traces.withoutMessages(e));
        bell.drainPermits();
        pause();
      }
    }
  }

  /** @return true if there may be more that is due */
  private boolean dispatch() throws InterruptedException {
    if (!fruitless.isEmpty()) {
      var leases = Map.copyOf(fruitless);
      giveBack(leases);
      leases.forEach(fruitless::remove);
    }
    var hands = takeHands();
    var claims = List.<Claim>of();
    try {
      // Asked with the hands taken: one of them may just have come back without having reached the relay.
      var due = relay.isOver() && !stopping ? due(hands) : List.<String>of();
      if (due.isEmpty()) {
        forgetRefusalOfNothing();
        return false;
      }
      claims = claim(due);
    } finally {
      free.release(hands - claims.size());
    }
    claims.forEach(this::handOver);
    return true;
  }

  /** An operator need not be called for mails that expired, or were taken back. */
  private void forgetRefusalOfNothing() {
    if (refusal().isPresent() && !database.read(tx -> tx.dao(OutboxDao.class).anyOwed(tx.now()))) {
      relay.forgetRefusal();
    }
  }

  /** While the relay is out of reach, or refuses us, all must have come back, and one is enough to ask. */
  private int takeHands() throws InterruptedException {
    if (relay.away().isPresent()) {
      free.acquire(WORKERS);
      free.release(WORKERS - 1);
      return 1;
    }
    free.acquire();
    return 1 + free.drainPermits();
  }

  /** Takes turns between mails never tried and those tried before, so that a flood of neither holds up the other. */
  private List<String> due(int many) {
    againFirst = !againFirst;
    // Those under way may be due as well, so there must be room for them.
    var limit = many + WORKERS;
    var due = database.read(tx -> {
      var dao = tx.dao(OutboxDao.class);
      var again = dao.again(tx.now(), limit);
      var untried = dao.untried(tx.now(), limit);
      return againFirst ? inTurns(again, untried) : inTurns(untried, again);
    });
    return due.stream().filter(id -> !inFlight.containsKey(id)).limit(many).toList();
  }

  private static List<String> inTurns(List<String> first, List<String> second) {
    var all = new ArrayList<String>();
    for (var i = 0; i < Math.max(first.size(), second.size()); i++) {
      all.addAll(first.subList(Math.min(i, first.size()), Math.min(i + 1, first.size())));
      all.addAll(second.subList(Math.min(i, second.size()), Math.min(i + 1, second.size())));
    }
    return all;
  }

  /** @return those of them that no other gateway was faster to claim */
  private List<Claim> claim(List<String> due) {
    var leases = due.stream().collect(Collectors.toMap(id -> id, id -> drawLease()));
    try {
      return database.write(tx -> due.stream().map(id -> claim(tx, id, leases.get(id))).flatMap(Optional::stream).toList());
    } catch (RuntimeException e) {
      // The claim may have been committed all the same.
      fruitless.putAll(leases);
      throw e;
    }
  }

  private Optional<Claim> claim(Tx tx, String id, String lease) {
    var dao = tx.dao(OutboxDao.class);
    return dao.claim(id, lease, tx.now().plus(LEASE), tx.now())
        ? dao.claimed(id, lease).map(entry -> new Claim(entry, lease))
        : Optional.empty();
  }

  private void handOver(Claim claim) {
    inFlight.put(claim.entry.id(), claim.lease);
    workers.execute(() -> {
      try {
        mail(claim).ifPresent(mail -> delivery.send(claim.entry, claim.lease, mail, relay));
      } catch (RuntimeException | Error e) {
        LOG.warn("Mail {} waits until its lease ends: {}", claim.entry.id(), Traces.withoutMessages(e));
      } finally {
        inFlight.remove(claim.entry.id());
        free.release();
      }
    });
  }

  private Optional<Mail> mail(Claim claim) {
    try {
      return delivery.write(claim.entry, claim.lease);
    } catch (JdbiException e) {
      fruitless.put(claim.entry.id(), claim.lease);
      throw e;
    }
  }

  private void giveBack(Map<String, String> leases) {
    database.write(tx -> {
      leases.forEach(tx.dao(OutboxDao.class)::giveBack);
      return null;
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

  private record Claim(OutboxEntry entry, String lease) {}
}
