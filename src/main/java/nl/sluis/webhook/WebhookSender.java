package nl.sluis.webhook;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import nl.sluis.files.Pause;
import nl.sluis.problem.Traces;
import nl.sluis.webhook.Lanes.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is owed to webhooks. One thread looks for webhooks to which something is due, as soon as the placer of this gateway owed it, and each second
 * what others left. For each one that finds a place in the {@link Lanes} a thread claims a few messages and sends them. What waits costs no thread.
 */
public final class WebhookSender implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private final Deliveries deliveries;
  private final WebhookStops stops;
  private final WebhookHttp http;
  private final WebhookMetrics metrics;
  private final boolean alone;
  private final Lanes lanes = new Lanes();
  private final Semaphore bell = new Semaphore(0);
  private final ExecutorService hands = Executors.newFixedThreadPool(Lanes.ALL, work -> {
    var thread = new Thread(work, "webhook");
    // A receiver that does not answer must not keep the process.
    thread.setDaemon(true);
    return thread;
  });
  private final Thread dispatcher = new Thread(this::run, "webhook-dispatcher");
  /** A minute ago: the start sweeps. */
  private long sweptAt = System.nanoTime() - BETWEEN_SWEEPS.toNanos();
  private volatile boolean stopping;

  /** @param alone true if no other gateway can use this database, so that any lease found at the start is a dead one's */
  WebhookSender(Deliveries deliveries, WebhookStops stops, WebhookHttp http, WebhookMetrics metrics, boolean alone) {
    this.deliveries = deliveries;
    this.stops = stops;
    this.http = http;
    this.metrics = metrics;
    this.alone = alone;
  }

  /** To be called after a commit that owes messages. */
  public void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  @Override
  public void start() {
    if (alone) {
      deliveries.releaseAll();
    }
    dispatcher.start();
  }

  /** Lets each attempt under way come to its end, which takes fifteen seconds at most. Without an interrupt, for H2's sake. */
  @Override
  public void stop() throws InterruptedException, IOException {
    stopping = true;
    wake();
    dispatcher.join(TimeUnit.SECONDS.toMillis(5));
    hands.shutdown();
    hands.awaitTermination(WebhookHttp.LONGEST.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    http.close();
  }

  private void run() {
    while (!stopping) {
      try {
        bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
        dispatch();
        sweep();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // An Error too: without this thread no receiver would hear of anything, and nobody would notice.
        LOG.warn("What is owed to webhooks could not be read and will be tried again: {}", Traces.withoutMessages(e));
        Pause.of(POLL);
      }
    }
  }

  private void dispatch() {
    var due = deliveries.due();
    // By chance, so that none is always the first.
    Collections.shuffle(due);
    due.forEach(this::begin);
    // A second place for those who may have one, while there is room.
    due.stream().filter(WebhookDao.Due::proven).forEach(this::begin);
  }

  private void begin(WebhookDao.Due due) {
    enter(due.clientId(), due.proven() ? Lane.PROVEN : Lane.UNPROVEN, () -> send(due));
  }

  /**
   * @param work says whether it did anything, so that others may have waited for its place
   * @return false if there is no place now
   */
  boolean enter(String clientId, Lane lane, BooleanSupplier work) {
    if (stopping || !lanes.enter(clientId, lane)) {
      return false;
    }
    hands.execute(() -> {
      var did = false;
      try {
        did = work.getAsBoolean();
      } catch (RuntimeException | Error e) {
        LOG.warn("Messages of a webhook wait until their lease ends: {}", Traces.withoutMessages(e));
      } finally {
        lanes.leave(clientId, lane);
        if (did) {
          wake();
        }
      }
    });
    return true;
  }

  private boolean send(WebhookDao.Due due) {
    var claims = deliveries.claim(due.id(), due.proven() ? DeliveryRun.MANY : 1);
    if (!claims.isEmpty()) {
      new DeliveryRun(deliveries, stops, this::attempt, () -> stopping, due.id(), claims).run();
    }
    return !claims.isEmpty();
  }

  Answer attempt(Endpoint endpoint, Message message, Instant at) {
    var answer = http.post(endpoint, message, at);
    metrics.mark(answer);
    return answer;
  }

  private void sweep() {
    if (System.nanoTime() - sweptAt >= BETWEEN_SWEEPS.toNanos()) {
      sweptAt = System.nanoTime();
      deliveries.sweep();
    }
  }
}
