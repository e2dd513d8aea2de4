package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void drainingWaitsForThoseThatAreOpenAndNotForLaterOnes() throws Exception {
    var open = new OpenTransactions(Duration.ofSeconds(20));
    var end = new CountDownLatch(1);
    var isOpen = new CountDownLatch(1);
    threads.execute(() -> open.track(() -> hold(isOpen, end)));
    isOpen.await();

    var drain = threads.submit(open::drain);
    assertThatThrownBy(() -> drain.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    var never = new CountDownLatch(1);
    var laterIsOpen = new CountDownLatch(1);
    threads.execute(() -> open.track(() -> hold(laterIsOpen, never)));
    laterIsOpen.await();
    end.countDown();

    assertThat(drain.get(60, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void aTransactionThatFailsHasEnded() {
    var open = new OpenTransactions(Duration.ofMillis(100));
    assertThatThrownBy(() -> open.track(() -> {
      throw new IllegalArgumentException("rolled back");
    })).hasMessage("rolled back");
    open.drain();
  }

  @Test
  void oneThatStaysOpenIsReported() throws Exception {
    var open = new OpenTransactions(Duration.ofMillis(100));
    var isOpen = new CountDownLatch(1);
    threads.execute(() -> open.track(() -> hold(isOpen, new CountDownLatch(1))));
    isOpen.await();
    assertThatThrownBy(open::drain).isInstanceOf(IllegalStateException.class).hasMessageContaining("transaction");
  }

  private static boolean hold(CountDownLatch isOpen, CountDownLatch end) {
    isOpen.countDown();
    try {
      return end.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
