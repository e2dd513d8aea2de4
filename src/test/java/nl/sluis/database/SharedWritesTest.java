package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** Writes that share a transaction behave as if each had its own. */
@Timeout(60)
class SharedWritesTest {
  private static final Duration WITHOUT_HASTE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final AtomicInteger forces = new AtomicInteger();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private JdbcConnectionPool pool;
  private Jdbi jdbi;
  private SharedWrites writes;

  @BeforeEach
  void open() {
    pool = JdbcConnectionPool.create("jdbc:h2:" + folder.resolve("db") + ";WRITE_DELAY=0", "sa", "");
    jdbi = Jdbi.create(pool);
    jdbi.useHandle(handle -> handle.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, by_transaction BIGINT)"));
    writes = new SharedWrites(jdbi, () -> {
      jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
      forces.incrementAndGet();
    }, WITHOUT_HASTE);
  }

  @AfterEach
  void close() {
    pool.dispose();
  }

  @Test
  void thoseThatWaitShareOneTransactionAndOneForce() throws Exception {
    var group = together(8, id -> handle -> insert(handle, id));
    for (var write : group) {
      write.get();
    }
    assertThat(ids()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(transactions()).as("the eight that waited").isEqualTo(1);
    assertThat(forces).as("the one that kept them waiting, and they").hasValue(2);
  }

  @Test
  void whatIsLoggedNamesTheRequestThatBroughtIt() throws Exception {
    var group = together(5, id -> handle -> Integer.valueOf(MDC.get(InOrder.REQUEST)));
    for (var id = 0; id < 5; id++) {
      assertThat(group.get(id).get()).isEqualTo(id);
    }
  }

  @Test
  void aRefusalUndoesItsOwnWriteOnly() throws Exception {
    var group = together(5, id -> handle -> {
      var done = insert(handle, id);
      if (id == 2) {
        throw new IllegalArgumentException("refused");
      }
      return done;
    });
    for (var id = 0; id < 5; id++) {
      var write = group.get(id);
      if (id == 2) {
        assertThatThrownBy(write::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("refused");
      } else {
        write.get();
      }
    }
    assertThat(ids()).containsExactly(0, 1, 3, 4);
  }

  @Test
  void whatTheDatabaseRefusesIsRefusedAloneAndTheOthersAreRunAgain() throws Exception {
    var runs = new AtomicInteger();
    var group = together(5, id -> handle -> {
      runs.incrementAndGet();
      return insert(handle, id == 3 ? 2 : id);
    });
    var failed = new ArrayList<Integer>();
    for (var id = 0; id < 5; id++) {
      try {
        group.get(id).get();
      } catch (ExecutionException e) {
        failed.add(id);
      }
    }
    assertThat(failed).as("the later of the two that want the same row").containsExactly(3);
    assertThat(ids()).containsExactly(0, 1, 2, 4);
    assertThat(runs.get()).isGreaterThan(5);
  }

  @Test
  void aForceThatFailsIsToldToAllThatWaitForIt() {
    var broken = new SharedWrites(jdbi, () -> {
      throw new IllegalStateException("no disk");
    }, WITHOUT_HASTE);
    assertThatThrownBy(() -> broken.run(handle -> insert(handle, 1), true)).hasMessage("no disk");
    assertThat(broken.<Integer>run(handle -> insert(handle, 2), false)).as("which does not wait for the disk").isEqualTo(1);
  }

  /** Else the force would write what is half done, and its commit would write it again. */
  @Test
  void nothingIsWrittenWhileTheDiskIsForced() throws Exception {
    var forcing = new CountDownLatch(1);
    var waiting = new SharedWrites(jdbi, () -> {
      forcing.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }, WITHOUT_HASTE);
    var first = CompletableFuture.runAsync(() -> waiting.run(handle -> insert(handle, 1), true));
    forcing.await();
    var second = CompletableFuture.runAsync(() -> waiting.run(handle -> insert(handle, 2), false));
    assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    assertThat(ids()).containsExactly(1);
    go.countDown();
    first.get();
    second.get();
    assertThat(ids()).containsExactly(1, 2);
  }

  @Test
  void aWriteWithinAWriteIsRefused() {
    assertThatThrownBy(() -> writes.run(outer -> writes.run(inner -> insert(inner, 1), true), true))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ids()).isEmpty();
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    var threads = Executors.newFixedThreadPool(16);
    try {
      var all = new ArrayList<Future<?>>();
      for (var id = 0; id < 4_000; id++) {
        var mine = id;
        all.add(threads.submit(() -> writes.run(handle -> insert(handle, mine), mine % 2 == 0)));
      }
      for (var one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(ids()).hasSize(4_000);
  }

  /** @return those of so many writes that waited while another one was at work */
  private List<CompletableFuture<Integer>> together(int many,
      java.util.function.IntFunction<org.jdbi.v3.core.HandleCallback<Integer, RuntimeException>> work)
      throws InterruptedException {
    var first = CompletableFuture.supplyAsync(() -> writes.run(handle -> {
      entered.countDown();
      await(go);
      return 0;
    }, true));
    entered.await();
    var group = InOrder.wait(many, writes, id -> writes.run(work.apply(id), true));
    go.countDown();
    first.join();
    return InOrder.ended(group);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int insert(Handle handle, int id) {
    return handle.execute("INSERT INTO thing VALUES (?, (SELECT CAST(REGEXP_REPLACE(TRANSACTION_ID(), '-.*', '') AS BIGINT)))", id);
  }

  private List<Integer> ids() {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM thing ORDER BY id").mapTo(Integer.class).list());
  }

  private long transactions() {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(DISTINCT by_transaction) FROM thing").mapTo(Long.class).one());
  }
}
