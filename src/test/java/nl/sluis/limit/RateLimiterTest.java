package nl.sluis.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One statement counts, and of many at once it lets through exactly as many as there are. The same on every database. */
class RateLimiterTest {
  private static final Instant NOW = Instant.parse("2027-01-12T10:20:30Z");
  private static final long MEBIBYTE = 1_048_576;
  private final RateLimiter limiter = new RateLimiter(new LimitConfiguration(500, 32, 20, 1_000, null, null, null, null, null));

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
    void ofSixtyFourAtOnceExactlyAsManyAreTakenAsThereAre() throws Exception {
      var pool = Executors.newFixedThreadPool(16);
      try {
        var tasks = IntStream.range(0, 64).<Callable<Boolean>>mapToObj(i -> () -> takes(Limit.CODES_PER_CLIENT, "many", Use.ONE, NOW))
            .toList();
        var taken = 0;
        for (var one : pool.invokeAll(tasks)) {
          taken += one.get() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(20);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void bytesAreUsedUpAsNumbersAre() {
      assertThat(takes(Limit.INVITATIONS_PER_CLIENT, "bytes", new Use(1, 31 * MEBIBYTE), NOW)).isTrue();
      assertThat(hasRoom("bytes", new Use(1, MEBIBYTE + 1))).isFalse();
      assertThat(takes(Limit.INVITATIONS_PER_CLIENT, "bytes", new Use(1, MEBIBYTE + 1), NOW)).isFalse();
      assertThat(takes(Limit.INVITATIONS_PER_CLIENT, "bytes", new Use(499, MEBIBYTE), NOW)).as("nothing was taken by what was refused")
          .isTrue();
      assertThat(takes(Limit.INVITATIONS_PER_CLIENT, "bytes", new Use(1, 0), NOW)).isFalse();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainInItsHourOnly() {
      var full = new Use(500, 32 * MEBIBYTE);
      assertThat(takes(Limit.INVITATIONS_PER_CLIENT, "back", full, NOW)).isTrue();
      database.jdbi()
          .useTransaction(handle -> limiter.giveBack(handle, Limit.INVITATIONS_PER_CLIENT, "back", full, NOW.plusSeconds(3_600)));
      assertThat(hasRoom("back", Use.ONE)).as("another hour's").isFalse();
      database.jdbi().useTransaction(handle -> limiter.giveBack(handle, Limit.INVITATIONS_PER_CLIENT, "back", full, NOW));
      assertThat(takes(Limit.INVITATIONS_PER_CLIENT, "back", full, NOW)).isTrue();
    }

    @Test
    void whatOneSubjectUsesIsNotAnothers() {
      for (var subject : List.of("one", "two")) {
        assertThat(takes(Limit.WRONG_CODES_PER_NUMBER, subject, new Use(30, 0), NOW)).isTrue();
        assertThat(takes(Limit.CODES_PER_NUMBER, subject, new Use(10, 0), NOW)).as("nor another limit's").isTrue();
        assertThat(takes(Limit.WRONG_CODES_PER_NUMBER, subject, Use.ONE, NOW)).isFalse();
      }
    }

    private boolean hasRoom(String subject, Use use) {
      return database.jdbi().inTransaction(handle -> limiter.hasRoom(handle, Limit.INVITATIONS_PER_CLIENT, subject, use, NOW));
    }

    /** Run again where another was first to insert, as the gateway's transactions are. */
    private boolean takes(Limit limit, String subject, Use use, Instant now) {
      for (var left = 20;; left--) {
        try {
          return database.jdbi().inTransaction(handle -> limiter.take(handle, limit, subject, use, now));
        } catch (JdbiException e) {
          if (left == 0) {
            throw e;
          }
        }
      }
    }
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
