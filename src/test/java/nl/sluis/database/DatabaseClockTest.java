package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import nl.sluis.database.DatabaseClock.Reading;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** The clock of a database that is not in this process. */
class DatabaseClockTest {
  private static final Instant READ = Instant.parse("2026-07-01T10:00:00Z");

  @Test
  void itIsTheDatabasesAndIsReadOnceASecond() {
    try (var plans = Plans.onPostgres()) {
      var clock = new DatabaseClock();
      var closed = closedHandle(plans);
      assertThatThrownBy(() -> clock.now(closed)).as("it has to be asked first").isInstanceOf(Exception.class);
      await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
        // A machine that is busy may need more than a second in between; then it is asked again.
        plans.jdbi().useHandle(clock::now);
        var now = clock.now(closed);
        var database = plans.jdbi().withHandle(handle -> handle.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one());
        assertThat(now).isCloseTo(database, within(1, ChronoUnit.SECONDS)).isBefore(database);
      });
      await().atMost(Duration.ofSeconds(60)).until(() -> clock.recent().isEmpty());
      assertThatThrownBy(() -> clock.now(closed)).as("that was a second ago").isInstanceOf(Exception.class);
    }
  }

  @Test
  void aTransactionThatWaitedIsNoReading() {
    try (var plans = Plans.onPostgres()) {
      var clock = new DatabaseClock();
      plans.jdbi().useTransaction(handle -> {
        var began = clock.began(handle);
        handle.execute("SELECT pg_sleep(1)");
        assertThat(clock.began(handle)).as("the same moment all along").isEqualTo(began);
      });
      assertThat(clock.recent()).as("nobody counts on from there").isEmpty();
    }
  }

  @Test
  void itGoesOnAsThisMachineCounts() {
    var reading = new Reading(READ, 5, 1_000);
    assertThat(reading.at(5, 1_000)).hasValue(READ);
    assertThat(reading.at(5 + 999_999_999, 2_000)).hasValue(READ.plusNanos(999_999_000));
    assertThat(reading.at(5 + TimeUnit.SECONDS.toNanos(1), 2_000)).as("a second old").isEmpty();
  }

  @Test
  void afterAMachineSleptOrItsOwnClockWasSetTheDatabaseIsAsked() {
    var reading = new Reading(READ, 5, 1_000);
    assertThat(reading.at(5 + 1_000_000, 61_000)).as("slept for a minute").isEmpty();
    assertThat(reading.at(5 + 1_000_000, 0)).as("set back").isEmpty();
    assertThat(reading.at(5 + 200_000_000, 1_150)).as("a little apart").isPresent();
  }

  private static Handle closedHandle(Plans plans) {
    var handle = plans.jdbi().open();
    handle.close();
    return handle;
  }
}
