package nl.sluis.feed;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import nl.sluis.database.Daos;
import nl.sluis.database.Transactions;
import nl.sluis.problem.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps those who wait for the next event, without a thread or a connection for each. The placer of this gateway tells what it placed. What others
 * placed is looked for twice a second, by one statement for all who wait.
 */
public final class Followers implements Managed {
  /** How many may wait for one client on one gateway. */
  static final int EACH = 2;
  private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private final Transactions transactions;
  private final ScheduledExecutorService answers = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "event-answers"));
  private final List<Waiting> waiting = new ArrayList<>();
  /** The last places that this gateway knows of: one entry for each client. */
  private final Map<String, Long> last = new HashMap<>();
  private boolean ended;

  public Followers(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void start() {
    var unused = answers.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits for an event behind a place.
   *
   * @param time how long at most, and up to half a second more
   * @return empty if it is told in time; else two are waiting already, and how long the first of them may go on
   */
  public synchronized Optional<Duration> add(String clientId, long place, Duration time, Follower follower) {
    var now = System.nanoTime();
    if (ended) {
      follower.nothingCame();
      return Optional.empty();
    }
    if (last.getOrDefault(clientId, 0L) > place) {
      // It was placed since the caller looked.
      answers.execute(follower::somethingCame);
      return Optional.empty();
    }
    var others = waiting.stream().filter(one -> one.clientId.equals(clientId)).mapToLong(one -> one.until - now).sorted().toArray();
    if (others.length >= EACH) {
      return Optional.of(Duration.ofNanos(Math.max(0, others[0])));
    }
    waiting.add(new Waiting(clientId, place, now + time.toNanos(), follower));
    return Optional.empty();
  }

  /** @param places the last ones by client; on disk */
  public synchronized void placed(Map<String, Long> places) {
    places.forEach((clientId, place) -> last.merge(clientId, place, Math::max));
    tell(one -> last.getOrDefault(one.clientId, 0L) > one.place, Follower::somethingCame);
  }

  /** Whoever waits is answered, and nobody waits from here on: so that a gateway that stops need not wait for them. */
  public synchronized void end() {
    ended = true;
    tell(one -> true, Follower::nothingCame);
  }

  @Override
  public void stop() throws InterruptedException {
    end();
    answers.shutdown();
    answers.awaitTermination(10, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      var clients = waitingClients();
      if (!clients.isEmpty()) {
        var found = transactions.read(handle -> Daos.attach(handle, EventDao.class).last(clients));
        var places = new HashMap<String, Long>();
        found.forEach(one -> places.put(one.clientId(), one.placed()));
        placed(places);
      }
    } catch (RuntimeException | Error e) {
      // An Error too: the timer drops what throws.
      LOG.warn("What other gateways placed could not be looked for, and will be in a moment: {}", Traces.withoutMessages(e));
    }
  }

  /** After telling those whose time is over. */
  private synchronized List<String> waitingClients() {
    var now = System.nanoTime();
    tell(one -> one.until - now <= 0, Follower::nothingCame);
    return waiting.stream().map(Waiting::clientId).distinct().toList();
  }

  private void tell(Predicate<Waiting> which, Consumer<Follower> what) {
    var told = waiting.stream().filter(which).toList();
    waiting.removeAll(told);
    told.forEach(one -> answers.execute(() -> what.accept(one.follower)));
  }

  /** @param until by {@link System#nanoTime} */
  private record Waiting(String clientId, long place, long until, Follower follower) {}
}
