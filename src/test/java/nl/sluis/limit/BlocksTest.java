package nl.sluis.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Blocks on a real database, of two gateways, by a clock that is turned by hand. The same on every database. */
class BlocksTest {
  private static final long MEBIBYTE = 1_048_576;
  private static final int MOST = 1_000;
  private static final int BLOCK = 10;
  private static final RateLimiter LIMITER = new RateLimiter(new LimitConfiguration(MOST, 100, null, null, null, null, null, null, null));
  private Instant now = Instant.parse("2027-01-12T10:20:30Z");

  abstract class Contract {
    Plans database;

    abstract Plans open();

    @BeforeAll
    void start() {
      database = open();
    }

    @AfterAll
    void stop() {
      database.close();
    }

    @Test
    void ofManyAtOnceOnTwoGatewaysAllAreTakenThatThereAreAndNotOneMore() throws Exception {
      var gateways = List.of(new Gateway("many"), new Gateway("many"));
      var pool = Executors.newFixedThreadPool(16);
      try {
        var taken = 0;
        // Twice as many as there are, in two rounds: what one gateway took in advance the other cannot have.
        for (var round = 0; round < 2; round++) {
          var tasks = IntStream.range(0, MOST).<Callable<Boolean>>mapToObj(i -> () -> gateways.get(i % 2).takes(Use.ONE)).toList();
          for (var one : pool.invokeAll(tasks)) {
            taken += one.get() ? 1 : 0;
          }
        }
        assertThat(taken).isEqualTo(MOST);
        assertThat(used("many")).isEqualTo(MOST);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void aBlockIsCountedOnceAndThenUsedInMemory() {
      var gateway = new Gateway("once");
      for (var i = 1; i <= 4 * BLOCK; i++) {
        assertThat(gateway.takes(Use.ONE)).isTrue();
        assertThat(used("once")).as("after " + i).isEqualTo((i + BLOCK - 1) / BLOCK * BLOCK);
      }
      assertThat(gateway.counted.get()).isEqualTo(4);
    }

    @Test
    void whatIsLargerThanABlockIsCountedAsItIs() {
      var gateway = new Gateway("large");
      assertThat(gateway.takes(new Use(25 * BLOCK, 0))).isTrue();
      assertThat(used("large")).isEqualTo(25 * BLOCK);
      assertThat(gateway.takes(new Use(BLOCK / 2, 0))).isTrue();
      assertThat(gateway.takes(new Use(2 * BLOCK, 0))).isTrue();
      assertThat(used("large")).as("never more than a block lies in memory").isEqualTo(28 * BLOCK);
    }

    @Test
    void theLastOnesAreTakenExactlyAlsoThoseInMemory() {
      var gateway = new Gateway("last");
      assertThat(gateway.takes(new Use(MOST - BLOCK - 3, 0))).isTrue();
      assertThat(gateway.takes(new Use(BLOCK + 4, 0))).isFalse();
      assertThat(gateway.takes(new Use(BLOCK + 3, 0))).as("nothing was taken by what was refused").isTrue();
      assertThat(gateway.takes(Use.ONE)).isFalse();
    }

    @Test
    void bytesAreUsedUpAsNumbersAre() {
      var gateway = new Gateway("bytes");
      assertThat(gateway.takes(new Use(1, 99 * MEBIBYTE))).isTrue();
      assertThat(gateway.takes(new Use(1, MEBIBYTE + 1))).isFalse();
      assertThat(gateway.takes(new Use(1, MEBIBYTE))).isTrue();
      assertThat(gateway.takes(new Use(1, 1))).isFalse();
      assertThat(gateway.takes(Use.ONE)).as("numbers are left").isTrue();
    }

    @Test
    void anotherGatewayMayMissABlockAtMost() {
      var idle = new Gateway("idle");
      assertThat(idle.takes(Use.ONE)).isTrue();
      var busy = new Gateway("idle");
      var taken = 0;
      while (busy.takes(Use.ONE)) {
        taken++;
      }
      assertThat(taken).isEqualTo(MOST - BLOCK);
    }

    @Test
    void theNextHourBeginsAnewAndALateRequestCountsInItsOwn() {
      var gateway = new Gateway("hours");
      assertThat(gateway.takes(new Use(MOST, 0))).isTrue();
      assertThat(gateway.takes(Use.ONE)).isFalse();
      var before = now;
      now = now.plus(Duration.ofHours(1));
      assertThat(gateway.takes(new Use(MOST - 2 * BLOCK + 1, 0))).isTrue();
      var next = now;
      now = before;
      assertThat(gateway.takes(Use.ONE)).isFalse();
      now = next;
      assertThat(gateway.counted.getAndSet(0)).isPositive();
      assertThat(gateway.takes(new Use(BLOCK - 1, 0))).isTrue();
      assertThat(gateway.counted.get()).as("what was left in memory is there still").isZero();
    }

    @Test
    void whatIsInMemoryDoesNotWaitForWhoHasTheRow() throws Exception {
      var gateway = new Gateway("locked");
      assertThat(gateway.takes(Use.ONE)).isTrue();
      var pool = Executors.newSingleThreadExecutor();
      try {
        database.jdbi().useTransaction(handle -> {
          LIMITER.take(handle, Limit.INVITATIONS_PER_CLIENT, "locked", Use.ONE, now);
          for (var i = 1; i < BLOCK; i++) {
            assertThat(pool.submit(() -> gateway.takes(Use.ONE)).get(60, TimeUnit.SECONDS)).isTrue();
          }
        });
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void whereTheDatabaseFailsNothingIsTaken() {
      var gateway = new Gateway("failing");
      assertThat(gateway.takes(new Use(BLOCK / 2, 0))).isTrue();
      assertThatIllegalStateException().isThrownBy(() -> gateway.blocks.take("failing", window(), new Use(BLOCK, 0), (wanted, needed) -> {
        throw new IllegalStateException("the database is away");
      }));
      assertThat(gateway.takes(new Use(BLOCK / 2, 0))).isTrue();
      assertThat(gateway.counted.get()).as("what was in memory is there still").isEqualTo(1);
    }

    private int used(String subject) {
      return database.jdbi().withHandle(handle -> handle.createQuery("SELECT used FROM limit_use WHERE subject = :subject")
          .bind("subject", "client:" + subject).mapTo(Integer.class).one());
    }

    private String window() {
      return Limit.INVITATIONS_PER_CLIENT.window().name(now);
    }

    private final class Gateway {
      private final Blocks blocks = new Blocks(LIMITER.block(Limit.INVITATIONS_PER_CLIENT));
      private final AtomicInteger counted = new AtomicInteger();
      private final String subject;

      Gateway(String subject) {
        this.subject = subject;
      }

      boolean takes(Use use) {
        return blocks.take(subject, window(), use, this::count);
      }

      /** Run again where another was first to insert, as the gateway's transactions are. */
      private Use count(Use wanted, Use needed) {
        counted.incrementAndGet();
        var failures = new ArrayList<JdbiException>();
        while (failures.size() < 20) {
          try {
            return database.jdbi()
                .inTransaction(handle -> LIMITER.take(handle, Limit.INVITATIONS_PER_CLIENT, subject, wanted, needed, now));
          } catch (JdbiException e) {
            failures.add(e);
          }
        }
        throw failures.get(0);
      }
    }
  }

  @Test
  void aBlockIsOnePercentAtMostFiveHundred() {
    assertThat(block(500, 32)).isEqualTo(new Use(5, 32 * MEBIBYTE / 100));
    assertThat(block(10_000, 256)).isEqualTo(new Use(100, 256 * MEBIBYTE / 100));
    assertThat(block(1_000_000, 256).many()).isEqualTo(500);
    assertThat(new RateLimiter(LimitConfiguration.byDefault()).block(Limit.CODES_PER_NUMBER)).as("of ten")
        .isEqualTo(Use.ONE.plus(new Use(0, 1)));
  }

  private static Use block(int most, int mebibytes) {
    return new RateLimiter(new LimitConfiguration(most, mebibytes, null, null, null, null, null, null, null))
        .block(Limit.INVITATIONS_PER_CLIENT);
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends Contract {
    @Override
    Plans open() {
      return Plans.onH2();
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @Tag("slow")
  class OnPostgres extends Contract {
    @Override
    Plans open() {
      return Plans.onPostgres();
    }
  }
}
