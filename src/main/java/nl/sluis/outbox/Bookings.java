package nl.sluis.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import nl.sluis.problem.Traces;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the mails that the relay took. One alone is recorded at once. While other hands send, they are recorded together: as many as there
 * are hands, or those of ten milliseconds. A mail that is not booked is sent again after a crash, so no more of them wait here than there are
 * hands.
 */
final class Bookings {
  private static final Logger LOG = LoggerFactory.getLogger(Bookings.class);
  private static final long GATHERING = Duration.ofMillis(10).toNanos();
  private final Outcomes outcomes;
  private final int hands;
  private final BooleanSupplier othersSend;
  private final Consumer<Claim> booked;
  private final BlockingQueue<Claim> taken;
  private final Thread thread = new Thread(this::run, "courier-bookings");
  private volatile boolean stopping;

  /**
   * @param othersSend whether another mail may come soon
   * @param booked     is told of each, after its booking is on disk, or failed
   */
  Bookings(Outcomes outcomes, int hands, BooleanSupplier othersSend, Consumer<Claim> booked) {
    this.outcomes = outcomes;
    this.hands = hands;
    this.othersSend = othersSend;
    this.booked = booked;
    this.taken = new ArrayBlockingQueue<>(hands);
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** @return false if what was added is not booked by then */
  boolean finish(Duration patience) throws InterruptedException {
    stopping = true;
    thread.join(Math.max(1, patience.toMillis()));
    return !thread.isAlive();
  }

  /** Waits while there are as many as hands. */
  void add(Claim claim) throws InterruptedException {
    taken.put(claim);
  }

  private void run() {
    try {
      while (!stopping || !taken.isEmpty()) {
        var first = taken.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          book(gathered(first));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Claim> gathered(Claim first) throws InterruptedException {
    var until = System.nanoTime() + GATHERING;
    var group = new ArrayList<>(List.of(first));
    taken.drainTo(group);
    while (group.size() < hands && othersSend.getAsBoolean()) {
      var next = taken.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      group.add(next);
    }
    return group;
  }

  private void book(List<Claim> group) {
    try {
      outcomes.book(group);
      group.forEach(booked);
    } catch (RuntimeException | Error e) {
      if (group.size() > 1 && !(e instanceof JdbiException)) {
        // One that cannot be booked holds up no other.
        group.forEach(claim -> book(List.of(claim)));
        return;
      }
      group.forEach(claim -> LOG.warn("Mail {} waits until its lease ends: {}", claim.id(), Traces.withoutMessages(e)));
      group.forEach(booked);
    }
  }
}
