package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

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
    writes = new GatheredWrites(jdbi, 2);
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

  @Test
  void twoAtATimeNeedNotWaitForEachOther() throws Exception {
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

  /** @return those of so many writes that waited while both turns were taken */
  private List<CompletableFuture<Integer>> together(int many, IntFunction<BatchedWork<Integer>> work) throws InterruptedException {
    var before = List.of(holdsATurn(), holdsATurn());
    var group = new ArrayList<CompletableFuture<Integer>>();
    var threads = new ArrayList<Thread>();
    for (var id = 0; id < many; id++) {
      var mine = id;
      var future = new CompletableFuture<Integer>();
      var thread = new Thread(() -> {
        try {
          future.complete(writes.run("", work.apply(mine)));
        } catch (RuntimeException e) {
          future.completeExceptionally(e);
        }
      });
      thread.start();
      // In this order, because the test says whose row is whose.
      while (LockSupport.getBlocker(thread) != writes) {
        Thread.onSpinWait();
      }
      group.add(future);
      threads.add(thread);
    }
    go.countDown();
    before.forEach(CompletableFuture::join);
    for (var thread : threads) {
      thread.join();
    }
    return group;
  }

  /** @return once it has a turn of its own: of two that began together, one could take both */
  private CompletableFuture<Integer> holdsATurn() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var write = CompletableFuture.supplyAsync(() -> writes.run("", (handle, batches) -> {
      handle.execute("SELECT pg_current_xact_id()");
      entered.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return 0;
    }), runnable -> new Thread(runnable).start());
    entered.await();
    return write;
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
