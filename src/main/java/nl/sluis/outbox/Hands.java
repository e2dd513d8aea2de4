package nl.sluis.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.keys.StaleKeyException;
import nl.sluis.mail.Mail;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that send claimed mails, one mail each at a time. The documents call them couriers. */
final class Hands {
  private static final Logger LOG = LoggerFactory.getLogger(Hands.class);
  /** Claimed before a hand is free, for each hand. */
  private static final int MOST_AHEAD = 3;
  /** What was read longer ago is read anew: its invitation may have ended. */
  private static final Duration FRESH = Duration.ofSeconds(1);
  /** Nobody waits so long for a hand: another gateway may have one. Far less than a lease lasts beyond the longest mail. */
  private static final Duration STALE = Duration.ofSeconds(5);

  private final int many;
  private final Leases leases;
  private final RelayPause relay;
  private final MailWriter writer;
  private final Delivery delivery;
  private final Runnable ring;
  private final Bookings bookings;
  private final Pace pace;
  private final ExecutorService threads;
  private final BlockingQueue<Claim> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger sending = new AtomicInteger();

  /** @param ring wakes the dispatcher */
  Hands(int many, Leases leases, RelayPause relay, MailWriter writer, Delivery delivery, Outcomes outcomes, Runnable ring) {
    this.many = many;
    this.leases = leases;
    this.relay = relay;
    this.writer = writer;
    this.delivery = delivery;
    this.ring = ring;
    this.bookings = new Bookings(outcomes, many, () -> sending.get() > 0, this::end);
    this.pace = new Pace(MOST_AHEAD * many, System::nanoTime);
    this.threads = Executors.newFixedThreadPool(many, Hands::thread);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "courier");
    // A relay that does not answer must not keep the process.
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    bookings.start();
  }

  /** @return how many mails to claim now; 0 while the hands have enough */
  int room() {
    var ahead = pace.ahead();
    var has = busy.get() + waiting.size();
    return has < many + (ahead + 1) / 2 ? many + ahead - has : 0;
  }

  void take(List<Claim> claims) {
    claims.forEach(claim -> {
      waiting.add(claim);
      threads.execute(this::sendNext);
    });
  }

  /** Gives up those that nobody began to send. */
  void dropWaiting() {
    for (var claim = waiting.poll(); claim != null; claim = waiting.poll()) {
      leases.unused(claim);
    }
  }

  void dropStale() {
    var stale = waiting.stream().filter(this::isStale).toList();
    // A hand may have been faster.
    stale.stream().filter(waiting::remove).forEach(leases::unused);
  }

  private boolean isStale(Claim claim) {
    return leases.age(claim).compareTo(STALE) > 0;
  }

  /** @return false if some mails are still under way */
  boolean finish(Duration patience) throws InterruptedException {
    var until = System.nanoTime() + patience.toNanos();
    threads.shutdown();
    var ended = threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    return ended && bookings.finish(Duration.ofNanos(until - System.nanoTime()));
  }

  private void sendNext() {
    busy.incrementAndGet();
    try {
      var claim = waiting.poll();
      if (claim != null) {
        send(claim);
      }
    } finally {
      busy.decrementAndGet();
      ring.run();
    }
  }

  private void send(Claim claim) {
    if (!relay.isOver() || isStale(claim)) {
      // The relay went away since the claim, and one mail will ask for all; or the lease might end before the relay answers.
      leases.unused(claim);
      return;
    }
    var taken = false;
    try {
      taken = isTaken(claim);
      if (taken) {
        bookings.add(claim);
      }
    } catch (RuntimeException | Error | InterruptedException e) {
      LOG.warn("Mail {} waits until its lease ends: {}", claim.id(), Traces.withoutMessages(e));
    } finally {
      pace.sentOne();
      if (!taken) {
        end(claim);
      }
    }
  }

  private boolean isTaken(Claim claim) {
    sending.incrementAndGet();
    try {
      return mail(claim).filter(mail -> delivery.send(claim, mail)).isPresent();
    } catch (ProblemException e) {
      if (e.problem() != Problem.UNAVAILABLE) {
        throw e;
      }
      delivery.leave(claim);
      return false;
    } finally {
      sending.decrementAndGet();
    }
  }

  private Optional<Mail> mail(Claim claim) {
    if (leases.age(claim).compareTo(FRESH) < 0) {
      try {
        return Optional.of(writer.write(claim));
      } catch (StaleKeyException e) {
        // A rotation sealed it anew since it was read.
      }
    }
    return leases.readAnew(claim, writer::write);
  }

  private void end(Claim claim) {
    leases.end(claim);
    ring.run();
  }
}
