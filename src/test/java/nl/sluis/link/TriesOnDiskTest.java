package nl.sluis.link;

import static nl.sluis.link.LinkParts.not;
import static nl.sluis.link.LinkParts.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import nl.sluis.problem.Problem;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A count need not wait for the disk, but its answer does: PostgreSQL has written its log up to the count before anybody is told anything. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriesOnDiskTest {
  private LinkParts parts;
  private String counted;
  private final ArrayList<Boolean> forcedAtOnce = new ArrayList<>();

  @BeforeAll
  void start() {
    parts = new LinkParts(() -> Plans.onPostgres().forcingAtCommitsOnly());
    parts.transactions.afterCount(() -> {
      counted = parts.plans.jdbi()
          .withHandle(handle -> handle.createQuery("SELECT CAST(pg_current_wal_insert_lsn() AS TEXT)").mapTo(String.class).one());
      forcedAtOnce.add(isForced());
    });
  }

  @AfterAll
  void stop() {
    parts.close();
  }

  @Test
  void failureOfWhichNothingElseIsWrittenIsForced() {
    for (var i = 0; i < 10; i++) {
      var link = parts.posts();
      assertThat(problem(() -> parts.sending.send(link.visit(), not(link.digits())))).isEqualTo(Problem.WRONG_DIGITS);
      assertThat(isForced()).as("digits").isTrue();
      assertThat(problem(() -> parts.release.handOver(link.visit(), "000000", new byte[32]))).isEqualTo(Problem.WRONG_CODE);
      assertThat(isForced()).as("code").isTrue();
    }
    assertThat(forcedAtOnce).as("the count does not wait by itself").hasSize(20).contains(false);
  }

  private boolean isForced() {
    return parts.plans.jdbi().withHandle(handle -> handle
        .createQuery("SELECT pg_current_wal_flush_lsn() >= CAST(:counted AS pg_lsn)").bind("counted", counted).mapTo(Boolean.class).one());
  }
}
