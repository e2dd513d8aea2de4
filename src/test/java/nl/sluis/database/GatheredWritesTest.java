package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import nl.sluis.testing.Postgres;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** Writes that are stored together on a real PostgreSQL behave as if each had a transaction of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
@Timeout(60)
class GatheredWritesTest {
  private static final List<Integer> BATCHES = new ArrayList<>();
  private static final Batches.Kind<Integer> THING = GatheredWritesTest::insertThings;
  /** Refers to things. */
  private static final Batches.Kind<Integer> PART = (handle, ids) -> insert(handle, "part", ids);
  private Postgres postgres;
  private Jdbi jdbi;
  private GatheredWrites writes;
  private CountDownLatch go;

  @BeforeAll
  void start() {
    postgres = Postgres.start();
    jdbi = Jdbi.create(postgres.source());
    postgres.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, twin INTEGER, UNIQUE (twin) DEFERRABLE INITIALLY DEFERRED);"
        + " CREATE TABLE part (id INTEGER PRIMARY KEY REFERENCES thing (id))");
  }

  @AfterAll
  void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.execute("TRUNCATE thing, part");
    BATCHES.clear();
    writes = new GatheredWrites(jdbi, 1);
    go = new CountDownLatch(1);
  }

  @Test
  void thoseThatWaitShareATransactionAndABatchOfEachKind() throws Exception {
    for (var write : together(8, id -> (handle, batches) -> {
      batches.insert(THING, List.of(id));
      batches.insert(PART, List.of(id));
      return id;
    })) {
      write.get();
    }
    assertThat(ids("part")).isEqualTo(ids("thing")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(transactions()).isEqualTo(1);
    assertThat(BATCHES).containsExactly(8);
  }

  @Test
  void eachIsAnsweredWithItsOwn() throws Exception {
    var group = together(8, id -> (handle, batches) -> id * 10);
    for (var id = 0; id < 8; id++) {
      assertThat(group.get(id).get()).isEqualTo(id * 10);
    }
  }

  @Test
  void whatIsLoggedNamesTheRequestThatBroughtIt() throws Exception {
    var group = together(5, id -> (handle, batches) -> Integer.valueOf(MDC.get(InOrder.REQUEST)));
    for (var id = 0; id < 5; id++) {
      assertThat(group.get(id).get()).isEqualTo(id);
    }
  }

  @Test
  void refusalUndoesItsOwnWriteOnly() throws Exception {
    var group = together(5, id -> (handle, batches) -> {
      batches.insert(THING, List.of(id));
      batches.flush();
      if (id == 2) {
        throw new IllegalArgumentException("refused");
      }
      return id;
    });
    for (var id = 0; id < 5; id++) {
      var write = group.get(id);
      if (id == 2) {
        assertThatThrownBy(write::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("refused");
      } else {
        assertThat(write.get()).isEqualTo(id);
      }
    }
    assertThat(ids("thing")).containsExactly(0, 1, 3, 4);
  }

  @Test
  void whatTheDatabaseRefusesIsRefusedAlone() throws Exception {
    insertThings(10);
    var group = together(5, id -> (handle, batches) -> {
      batches.insert(THING, List.of(id == 3 ? 10 : id));
      return id;
    });
    for (var id = 0; id < 5; id++) {
      var write = group.get(id);
      if (id == 3) {
        assertThatThrownBy(write::get).hasRootCauseMessage("ERROR: duplicate key value violates unique constraint \"thing_pkey\"\n"
            + "  Detail: Key (id)=(10) already exists.");
      } else {
        assertThat(write.get()).isEqualTo(id);
      }
    }
    assertThat(ids("thing")).containsExactly(0, 1, 2, 4, 10);
  }

  /** Nobody knows then whether it was done, so none is done again. */
  @Test
  void commitThatFailsIsToldToAll() throws Exception {
    var runs = new AtomicInteger();
    var group = together(4, id -> (handle, batches) -> {
      runs.incrementAndGet();
      handle.execute("INSERT INTO thing VALUES (?, ?)", id, id / 3 * 3);
      return id;
    });
    for (var write : group) {
      assertThatThrownBy(write::get).hasStackTraceContaining("thing_twin_key");
    }
    assertThat(runs).hasValue(4);
    assertThat(ids("thing")).isEmpty();
  }

  @Test
  void whoReadsSeesWhatOthersOfTheGroupInsertedOnceItIsFlushed() throws Exception {
    var group = together(3, id -> (handle, batches) -> {
      batches.insert(THING, List.of(id));
      batches.flush();
      return handle.createQuery("SELECT COUNT(*) FROM thing").mapTo(Integer.class).one();
    });
    assertThat(List.of(group.get(0).get(), group.get(1).get(), group.get(2).get())).containsExactly(1, 2, 3);
    assertThat(transactions()).isEqualTo(1);
  }

  /** What the others had done is undone with the connection. The next one may be as dead, and nobody is to wait for both. */
  @Test
  void connectionThatBreaksIsToldToAll() throws Exception {
    var runs = new AtomicInteger();
    var group = together(3, id -> (handle, batches) -> {
      runs.incrementAndGet();
      batches.insert(THING, List.of(id));
      if (id == 1) {
        handle.execute("SELECT pg_terminate_backend(pg_backend_pid())");
      }
      return id;
    });
    for (var write : group) {
      assertThatThrownBy(write::get).hasCauseInstanceOf(JdbiException.class);
    }
    assertThat(runs).hasValue(2);
    assertThat(ids("thing")).isEmpty();
  }

  @Test
  void rowThatSomebodyHoldsElsewhereKeepsNobodyElseWaiting() throws Exception {
    insertThings(10);
    try (var holder = jdbi.open()) {
      holder.begin();
      holder.execute("UPDATE thing SET twin = 1 WHERE id = 10");
      var waits = CompletableFuture.supplyAsync(
          () -> writes.run("", (handle, batches) -> handle.execute("UPDATE thing SET twin = 2 WHERE id = 10")),
          runnable -> new Thread(runnable).start());
      await().until(this::sessionsThatWait, waiting -> waiting == 1);
      int other = writes.run("", (handle, batches) -> {
        batches.insert(THING, List.of(1));
        return 1;
      });
      assertThat(other).isEqualTo(1);
      assertThat(ids("thing")).containsExactly(1, 10);
      await().during(Duration.ofMillis(500)).until(() -> !waits.isDone());
      holder.commit();
      assertThat(waits.get()).isEqualTo(1);
    }
    int twin = jdbi.withHandle(handle -> handle.createQuery("SELECT twin FROM thing WHERE id = 10").mapTo(Integer.class).one());
    assertThat(twin).isEqualTo(2);
  }

  /** A turn is free, and what it waits for is under way already. */
  @Test
  void whoseWriteIsUnderWayTakesNoProcessor() throws Exception {
    writes = new GatheredWrites(jdbi, 2);
    var first = holdsATurn();
    var second = holdsATurn();
    var busy = new CountDownLatch(1);
    var threads = new ConcurrentLinkedQueue<Thread>();
    var group = InOrder.wait(2, writes, id -> {
      threads.add(Thread.currentThread());
      return writes.run("", (handle, batches) -> {
        pause(busy);
        return id;
      });
    });
    go.countDown();
    first.join();
    second.join();
    // As one that comes when the other has just taken it.
    threads.forEach(LockSupport::unpark);
    var processors = ManagementFactory.getThreadMXBean();
    var before = threads.stream().mapToLong(thread -> processors.getThreadCpuTime(thread.getId())).sum();
    await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(30)).until(() -> group.stream().noneMatch(CompletableFuture::isDone));
    var used = threads.stream().mapToLong(thread -> processors.getThreadCpuTime(thread.getId())).sum() - before;
    busy.countDown();
    assertThat(InOrder.ended(group)).extracting(CompletableFuture::join).containsExactly(0, 1);
    assertThat(Duration.ofNanos(used)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void twoAtATimeNeedNotWaitForEachOther() throws Exception {
    writes = new GatheredWrites(jdbi, 2);
    var first = holdsATurn();
    var second = holdsATurn();
    assertThat(writesUnderWay()).isEqualTo(2);
    go.countDown();
    first.join();
    second.join();
  }

  @Test
  void whoCannotReachTheDatabaseIsToldSo() {
    var nowhere = new GatheredWrites(Jdbi.create("jdbc:postgresql://127.0.0.1:1/nowhere", "postgres", ""), 1);
    assertThatThrownBy(() -> nowhere.run("", (handle, batches) -> 1)).hasStackTraceContaining("refused");
    assertThatThrownBy(() -> nowhere.run("", (handle, batches) -> 1)).as("the turn is free again").hasStackTraceContaining("refused");
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    writes = new GatheredWrites(jdbi, 2);
    var threads = Executors.newFixedThreadPool(16);
    try {
      var all = new ArrayList<Future<Integer>>();
      for (var id = 0; id < 2_000; id++) {
        var mine = id;
        all.add(threads.submit(() -> writes.run("", (handle, batches) -> {
          batches.insert(THING, List.of(mine));
          if (mine % 100 == 99) {
            throw new IllegalArgumentException("refused");
          }
          batches.insert(PART, List.of(mine));
          return mine;
        })));
      }
      for (var id = 0; id < 2_000; id++) {
        var one = all.get(id);
        if (id % 100 == 99) {
          assertThatThrownBy(one::get).hasRootCauseMessage("refused");
        } else {
          assertThat(one.get()).isEqualTo(id);
        }
      }
    } finally {
      threads.shutdown();
    }
    assertThat(ids("part")).isEqualTo(ids("thing")).hasSize(1_980);
  }

  /** @return those of so many writes that waited while the turn was taken */
  private List<CompletableFuture<Integer>> together(int many, IntFunction<BatchedWork<Integer>> work) throws InterruptedException {
    var before = holdsATurn();
    var group = InOrder.wait(many, writes, id -> writes.run("", work.apply(id)));
    go.countDown();
    before.join();
    return InOrder.ended(group);
  }

  /** @return once it has a turn of its own: of two that began together, one could take both */
  private CompletableFuture<Integer> holdsATurn() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var write = CompletableFuture.supplyAsync(() -> writes.run("", (handle, batches) -> {
      handle.execute("SELECT pg_current_xact_id()");
      entered.countDown();
      pause(go);
      return 0;
    }), runnable -> new Thread(runnable).start());
    entered.await();
    return write;
  }

  private static void pause(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long sessionsThatWait() {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        .mapTo(Long.class).one());
  }

  private long writesUnderWay() {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'idle in transaction'")
        .mapTo(Long.class).one());
  }

  private static void insertThings(Handle handle, List<Integer> ids) {
    BATCHES.add(ids.size());
    insert(handle, "thing", ids);
  }

  private void insertThings(int id) {
    jdbi.useHandle(handle -> insert(handle, "thing", List.of(id)));
  }

  private static void insert(Handle handle, String table, List<Integer> ids) {
    var batch = handle.prepareBatch("INSERT INTO " + table + " (id) VALUES (?)");
    ids.forEach(id -> batch.bind(0, id).add());
    batch.execute();
  }

  private List<Integer> ids(String table) {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM " + table + " ORDER BY id").mapTo(Integer.class).list());
  }

  private long transactions() {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(DISTINCT xmin::text) FROM thing").mapTo(Long.class).one());
  }
}
