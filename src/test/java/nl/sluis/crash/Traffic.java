package nl.sluis.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** All three roles at once: two schedulers, an operator, and a visitor for each link that comes by mail. */
final class Traffic implements AutoCloseable {
  private static final int SCHEDULERS = 2;
  private static final int VISITORS = 6;
  private static final int MOST_WAITING = 60;
  private final Fleet fleet;
  private final Ledger ledger;
  private final Letterbox letterbox;
  private final SplittableRandom random;
  private final ThreadPoolExecutor visitors = (ThreadPoolExecutor) Executors.newFixedThreadPool(VISITORS);
  private final ExecutorService others = Executors.newCachedThreadPool();
  private final List<Future<?>> senders = new ArrayList<>();
  private final Future<?> postman;
  private final Listener listener;
  private final Future<?> listening;
  private volatile boolean stopping;

  Traffic(Fleet fleet, Ledger ledger, Scheduler scheduler, SplittableRandom random) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.random = random;
    this.letterbox = new Letterbox(fleet.first().mailbox, this::visit);
    this.postman = others.submit(this::carry);
    this.listener = new Listener(fleet, ledger, random.split());
    this.listening = others.submit(listener::run);
    for (var i = 0; i < SCHEDULERS; i++) {
      send(scheduler::turn, 600);
    }
    send(new Operator(fleet, ledger)::turn, 4_000);
  }

  Letterbox letterbox() {
    return letterbox;
  }

  private void send(Consumer<RandomGenerator> turn, int longestPauseMillis) {
    var own = split();
    senders.add(others.submit(() -> {
      while (!stopping) {
        turn.accept(own);
        Asking.pause(own.nextInt(longestPauseMillis));
        while (!stopping && visitors.getQueue().size() > MOST_WAITING) {
          Asking.pause(50);
        }
      }
    }));
  }

  private void carry() {
    while (!Thread.currentThread().isInterrupted()) {
      letterbox.look();
      Asking.pause(50);
    }
  }

  private void visit(String address) {
    var invited = ledger.at(address);
    if (invited == null) {
      return;
    }
    var link = letterbox.link(address);
    var visit = new Visit(fleet, ledger, invited, link, split(), others);
    visitors.execute(() -> {
      try {
        visit.run();
      } catch (RuntimeException | AssertionError e) {
        ledger.broken("the visit of " + invited + " ended in " + e);
      }
    });
  }

  private synchronized SplittableRandom split() {
    return random.split();
  }

  /** No more posts and rotations; every request under way is answered. */
  void stopSending() {
    stopping = true;
    for (var sender : senders) {
      try {
        sender.get(Asking.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (Exception e) {
        ledger.broken("a sender ended in " + e);
      }
    }
  }

  /** When nothing happens any more. @return who heard all that happened */
  Listener stopListening() {
    listener.stop();
    try {
      listening.get(Asking.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      ledger.broken("the listener ended in " + e);
    }
    return listener;
  }

  boolean nobodyVisits() {
    return visitors.getQueue().isEmpty() && visitors.getActiveCount() == 0;
  }

  @Override
  public void close() {
    postman.cancel(true);
    visitors.shutdownNow();
    others.shutdownNow();
  }
}
