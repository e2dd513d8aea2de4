package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.sluis.testing.Answer;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Http;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.Settings;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two follow a feed while sixteen write to it, a gateway is killed, and the database of yesterday is put back. On PostgreSQL there are two gateways, and
 * some writers pause before they commit, or take back what they wrote. {@code -Dfeed.events=100000} writes about as many.
 */
class FeedThroughTroubleIT {
  private static final int EVENTS = Integer.getInteger("feed.events", 1_000);
  private static final int WRITERS = 16;
  private static final int EACH = 25;
  private static final int SLOW_WRITERS = 3;
  /** Of so many events as somebody may ask for. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  /** What the feed must tell: an invitation that was answered 201, or an event that was committed past the gateways. */
  private final Set<String> promised = ConcurrentHashMap.newKeySet();
  private final AtomicInteger drawn = new AtomicInteger();
  private final List<JarSluis> gateways = new ArrayList<>();
  private String clientKey;

  @AfterEach
  void end() {
    threads.shutdown();
    for (var at = gateways.size() - 1; at >= 0; at--) {
      gateways.get(at).close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void noEventIsSkippedAndNoneComesTwice(String database) throws Exception {
    var begun = System.nanoTime();
    try (var postgres = database.equals("h2") ? null : Postgres.start()) {
      gateways.add(JarSluis.of(settings -> settings(settings, postgres)));
      if (postgres != null) {
        gateways.add(JarSluis.beside(gateways.get(0), settings -> {}));
      }
      gateways.forEach(JarSluis::start);
      clientKey = gateways.get(0).clientKey();
      var readers = List.of(new Reader(0), new Reader(1));

      whileOneIsKilled(postgres, EVENTS, readers);
      var yesterday = Set.copyOf(promised);
      gateways.forEach(JarSluis::stop);
      var backup = backUp(postgres);
      gateways.forEach(JarSluis::start);
      assertThat(gateways.get(0).operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      whileOneIsKilled(postgres, EVENTS / 5, readers);
      assertThat(promised).hasSizeGreaterThan(yesterday.size());
      gateways.forEach(JarSluis::stop);

      putBack(postgres, backup);
      gateways.get(0).launches("reconcile");
      assertThat(gateways.get(0).ends()).as(gateways.get(0).readLog()).isZero();
      gateways.forEach(JarSluis::start);
      for (var reader : readers) {
        var lost = reader.feed.asks(500, 0);
        assertThat(lost.status() + " " + lost.text("type")).isEqualTo("410 urn:sluis:problem:cursor-lost");
        reader.startsAgain();
        reader.readsAll(yesterday);
      }
      System.out.printf(Locale.ROOT,
          "%s: %d events through a kill each, %d of them from the database that was put back, read by two, in %.0f s%n",
          database, promised.size(), yesterday.size(), (System.nanoTime() - begun) / 1e9);
    }
  }

  private static void settings(Settings settings, Postgres postgres) {
    settings.set("limits.invitationsPerHour", "10000000").set("limits.mebibytesPerHour", "100000");
    if (postgres != null) {
      postgres.holds(settings);
    }
  }

  /** Returns when both have read all. */
  private void whileOneIsKilled(Postgres postgres, int events, List<Reader> readers) {
    var before = promised.size();
    var written = new AtomicBoolean();
    var reading = readers.stream().map(reader -> CompletableFuture.runAsync(() -> reader.readsUntil(written), threads)).toList();
    var slow = postgres == null
        ? List.<CompletableFuture<Void>>of()
        : IntStream.range(0, SLOW_WRITERS)
            .mapToObj(one -> CompletableFuture.runAsync(() -> writesPast(postgres, one, written), threads)).toList();
    var writing = IntStream.range(0, WRITERS).mapToObj(one -> CompletableFuture.runAsync(() -> posts(before + events), threads)).toList();
    await().atMost(LONGEST).until(() -> promised.size() >= before + events / 2);
    var killed = gateways.get(gateways.size() - 1);
    killed.kill();
    killed.start();
    writing.forEach(CompletableFuture::join);
    written.set(true);
    slow.forEach(CompletableFuture::join);
    reading.forEach(CompletableFuture::join);
    readers.forEach(reader -> reader.readsAll(promised));
  }

  private void posts(int upTo) {
    while (promised.size() < upTo) {
      var post = new SealedPosts("sender", EACH);
      var key = "\"" + UUID.randomUUID() + "\"";
      for (var answer = post(post, key); answer.status() != 201; answer = post(post, key)) {
        pause(100);
      }
      for (var at = 0; at < EACH; at++) {
        promised.add(post.posted(at).id());
      }
    }
  }

  /** @return with status 0 if the gateway is away */
  private Answer post(SealedPosts post, String key) {
    try {
      return Http.send("POST", any() + "/v1/invitations", post.request.toString(), "Authorization", "Bearer " + clientKey,
          "Idempotency-Key",
          key);
    } catch (UncheckedIOException e) {
      return new Answer(0, null);
    }
  }

  /** As a gateway whose commits are slow, and fail now and then. */
  private void writesPast(Postgres postgres, int seed, AtomicBoolean written) {
    var random = new SplittableRandom(seed);
    var jdbi = Jdbi.create(postgres.source());
    var client = jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM client").mapTo(String.class).one());
    while (!written.get()) {
      var told = String.format(Locale.ROOT, "slow%018d", drawn.incrementAndGet());
      try (var handle = jdbi.open()) {
        handle.begin();
        insert(handle, client, told);
        pause(random.nextInt(50));
        if (random.nextInt(4) == 0) {
          handle.rollback();
        } else {
          handle.commit();
          promised.add(told);
        }
      }
    }
  }

  private static void insert(Handle handle, String client, String told) {
    handle.createUpdate("INSERT INTO unplaced_event (client_id, invitation_id, type, happened_at, detail) "
        + "VALUES (:client, :told, 'invitation.mailed', :now, 0)").bind("client", client).bind("told", told).bind("now", Instant.now())
        .execute();
  }

  private Object backUp(Postgres postgres) throws IOException {
    if (postgres != null) {
      postgres.source().purge();
      postgres.execute("CREATE DATABASE yesterday TEMPLATE postgres");
      return postgres.url("yesterday");
    }
    return Files.copy(file(), file().resolveSibling("yesterday"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void putBack(Postgres postgres, Object backup) throws IOException {
    if (postgres != null) {
      gateways.forEach(gateway -> gateway.settings.set("database.url", backup.toString()));
    } else {
      Files.copy((Path) backup, file(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path file() {
    return gateways.get(0).folder.resolve("data/sluis.mv.db");
  }

  private String any() {
    return gateways.get(new SplittableRandom().nextInt(gateways.size())).settings.publicUrl();
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One who follows by a cursor, at whatever gateway answers, and counts how often each is told. */
  private final class Reader {
    private final String name;
    private final FeedReader feed = new FeedReader(FeedThroughTroubleIT.this::any, clientKey);
    private final Map<String, Integer> told = new HashMap<>();

    Reader(int number) {
      name = "reader " + number;
    }

    void readsUntil(AtomicBoolean written) {
      while (!written.get()) {
        reads(1);
      }
    }

    /** @return whether there was anything */
    private boolean reads(int wait) {
      try {
        var answer = feed.asks(500, wait);
        if (answer.status() != 200) {
          pause(100);
          return false;
        }
        var events = feed.takes(answer);
        events.stream().filter(event -> event.path("type").asText().equals("invitation.mailed"))
            .forEach(event -> told.merge(event.path("invitation").asText(), 1, Integer::sum));
        return !events.isEmpty();
      } catch (UncheckedIOException e) {
        pause(100);
        return false;
      }
    }

    void startsAgain() {
      feed.startAgain();
      told.clear();
    }

    /** Until nothing more comes, and all of these came, once each. */
    void readsAll(Set<String> expected) {
      await().atMost(LONGEST).until(() -> !reads(0) && told.size() >= expected.size());
      assertThat(told.keySet()).as(name).isEqualTo(expected);
      assertThat(told.values()).as(name).containsOnly(1);
    }
  }
}
