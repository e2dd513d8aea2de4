package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.sluis.database.Daos;
import nl.sluis.feed.EventDao;
import nl.sluis.feed.EventType;
import nl.sluis.feed.NewEvent;
import nl.sluis.testing.FeedReader;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Many write events at the same time, pause before they commit, and take some back, while two follow. The gateways place what is committed, in
 * whatever order that comes. {@code -Dfeed.events=1000000} writes as many.
 */
abstract class EventStormContract extends GatewaysContract {
  private static final int EVENTS = Integer.getInteger("feed.events", 20_000);
  private static final int WRITERS = 16;
  private static final int AT_ONCE = 12;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Integer> committed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger drawn = new AtomicInteger();
  private final AtomicBoolean written = new AtomicBoolean();
  private String clientId;

  @AfterAll
  void end() {
    threads.shutdown();
  }

  @Test
  void noEventIsSkippedAndNoneComesTwice() {
    var key = at(0).clientKey();
    clientId = jdbi().withHandle(handle -> handle.createQuery("SELECT id FROM client").mapTo(String.class).one());
    var begun = System.nanoTime();
    var readers = IntStream.range(0, 2).mapToObj(one -> CompletableFuture.supplyAsync(() -> follows(key, one), threads)).toList();
    var writers = IntStream.range(0, WRITERS).mapToObj(one -> CompletableFuture.runAsync(() -> writes(one), threads)).toList();
    writers.forEach(CompletableFuture::join);
    written.set(true);
    var sum = 0;
    for (var reader : readers) {
      var read = reader.join();
      var numbers = read.stream().map(Told::number).toList();
      assertThat(numbers).doesNotHaveDuplicates().hasSameSizeAs(committed).containsExactlyInAnyOrderElementsOf(committed);
      for (var writer = 0; writer < WRITERS; writer++) {
        var name = name(writer);
        assertThat(read.stream().filter(one -> one.by().equals(name)).map(Told::number)).as("in the order of the commits").isSorted();
      }
      sum += read.size();
    }
    System.out.printf(Locale.ROOT, "%s: %d events of %d drawn were committed, %d read, none skipped, none double, in %.1f s%n",
        getClass().getSimpleName(), committed.size(), drawn.get(), sum, (System.nanoTime() - begun) / 1e9);
  }

  @Test
  void tenThousandThatWaitedArePlacedSoon() {
    clientId = "of nobody who follows";
    jdbi().useTransaction(handle -> insert(handle, 0, IntStream.range(0, 10_000).boxed().toList()));
    var begun = System.nanoTime();
    await().pollInterval(Duration.ofMillis(20)).until(() -> rows("unplaced_event") == 0);
    System.out.printf(Locale.ROOT, "%s: 10,000 events were placed within %d ms, the wait for the placer's next look included%n",
        getClass().getSimpleName(), Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  private void writes(int writer) {
    var random = new SplittableRandom(writer);
    while (drawn.get() < EVENTS) {
      var numbers = new ArrayList<Integer>();
      var isTakenBack = random.nextInt(5) == 0;
      try (var handle = jdbi().open()) {
        handle.begin();
        for (var left = 1 + random.nextInt(AT_ONCE); left > 0; left--) {
          numbers.add(drawn.incrementAndGet());
        }
        insert(handle, writer, numbers);
        pause(random.nextInt(4));
        if (isTakenBack) {
          handle.rollback();
        } else {
          handle.commit();
        }
      }
      if (!isTakenBack) {
        committed.addAll(numbers);
      }
    }
  }

  private void insert(Handle handle, int writer, List<Integer> numbers) {
    Daos.attach(handle, EventDao.class).insert(
        numbers.stream().map(number -> new NewEvent(clientId, name(writer), EventType.OPENED.type(), Instant.now(), number)).toList());
  }

  private List<Told> follows(String key, int one) {
    var reader = new FeedReader(() -> at(one % gateways()).settings.publicUrl(), key);
    var all = new ArrayList<Told>();
    var isLast = false;
    while (!isLast) {
      var wasWritten = written.get() && rows("unplaced_event") == 0;
      var page = reader.takes(reader.asks(500, wasWritten ? 0 : 1));
      page.forEach(event -> all.add(new Told(event.path("invitation").asText(), event.at("/data/opening").asInt())));
      isLast = wasWritten && page.isEmpty();
    }
    return all;
  }

  private static String name(int writer) {
    return String.format(Locale.ROOT, "writer%016d", writer);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Told(String by, int number) {}
}
