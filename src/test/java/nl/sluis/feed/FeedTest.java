package nl.sluis.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import nl.sluis.database.Daos;
import nl.sluis.database.DurableTransactions;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.testing.Plans;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events get their places, are read and are swept, on a real database and without the doors. */
class FeedTest {
  private static final int MANY = 10_000;
  private static final Owing OWED = (handle, events) -> {};
  private static final Instant NOW = Instant.parse("2027-01-12T10:00:00Z");

  abstract static class Contract {
    Plans plans;
    DurableTransactions transactions;

    abstract Plans open();

    @BeforeAll
    void start() {
      plans = open();
      transactions = new DurableTransactions(plans.jdbi(), plans.jdbi().withHandle(this::isH2));
    }

    @AfterAll
    void close() {
      plans.close();
    }

    @BeforeEach
    void forget() {
      plans.jdbi()
          .useHandle(handle -> handle.createScript("DELETE FROM event; DELETE FROM unplaced_event; DELETE FROM client_feed;").execute());
    }

    @Test
    void whoCommitsLaterIsPlacedLaterThoughItsNumberIsLower() {
      try (var early = plans.jdbi().open(); var undone = plans.jdbi().open()) {
        early.begin();
        happens(early, "c", 1);
        undone.begin();
        happens(undone, "c", 2);
        happens("c", 3);
        assertThat(places()).isEqualTo(1);
        assertThat(details("c")).containsExactly(3);
        undone.rollback();
        early.commit();
        assertThat(places()).isEqualTo(1);
        assertThat(details("c")).containsExactly(3, 1);
        assertThat(places()).isZero();
      }
    }

    @Test
    void eachClientCountsItsOwn() {
      happens("a", 1);
      happens("b", 2);
      happens("a", 3);
      assertThat(places()).isEqualTo(3);
      happens("b", 4);
      happens("c", 5);
      assertThat(places()).isEqualTo(2);
      assertThat(List.of(details("a"), details("b"), details("c"))).containsExactly(List.of(1, 3), List.of(2, 4), List.of(5));
      assertThat(page("b", null, 1).next().place()).isEqualTo(1);
      assertThat(page("b", page("b", null, 1).next(), 5).events()).extracting(PlacedEvent::place).containsExactly(2L);
      assertThat(page("nobody", null, 5).next().place()).isZero();
    }

    @Test
    void oneGatewayPlacesAtATimeAndOneThatDiesHoldsUpNobody() throws Exception {
      var told = new ConcurrentHashMap<String, Long>();
      var placer = new Placer(transactions, OWED, told::putAll, new SecureRandom());
      try (var other = plans.jdbi().open()) {
        other.begin();
        Daos.attach(other, EventDao.class).lock();
        placer.start();
        happens("c", 1);
        placer.wake();
        // The other one has the lock, and gives a place by now.
        happens("c", 2);
        Placing.run(other, OWED);
        assertThat(details("c")).isEmpty();
        // A connection that ends takes its transaction back.
        other.rollback();
        placer.wake();
        await().until(() -> told.get("c") != null && told.get("c") == 2);
        assertThat(details("c")).containsExactly(1, 2);
        assertThat(places()).isZero();
      } finally {
        placer.stop();
      }
    }

    @Test
    void whatOthersLeftIsPlacedWithoutACall() throws Exception {
      var placer = new Placer(transactions, OWED, places -> {}, new SecureRandom());
      happens("c", 1);
      placer.start();
      try {
        await().until(() -> details("c").size() == 1);
      } finally {
        placer.stop();
      }
    }

    @Test
    void manyThatWaitArePlacedSoon() {
      plans.jdbi().useTransaction(handle -> Daos.attach(handle, EventDao.class)
          .insert(IntStream.range(0, MANY).mapToObj(at -> event("client" + at % 10, at)).toList()));
      var begun = System.nanoTime();
      Placing.Placed batch;
      do {
        batch = transactions.share(handle -> Placing.run(handle, OWED));
      } while (batch.isFull());
      var took = Duration.ofNanos(System.nanoTime() - begun);
      System.out.printf(Locale.ROOT, "%s: %d events placed in %d ms%n", getClass().getSimpleName(), MANY, took.toMillis());
      for (var client = 0; client < 10; client++) {
        var first = client;
        assertThat(details("client" + client)).isEqualTo(IntStream.range(0, MANY / 10).map(at -> at * 10 + first).boxed().toList());
      }
      assertThat(took).as("0.3 s where nobody else works").isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void theSweeperTakesTheOldestAndNeverGoesBack() {
      IntStream.of(-40, -35, -31, -20, -33, -1).forEach(days -> happens("c", days, NOW.plus(days, ChronoUnit.DAYS)));
      places();
      assertThat(sweeps(2)).isEqualTo(2);
      assertThat(sweeps(2)).isEqualTo(1);
      assertThat(sweeps(2)).isZero();
      assertThat(details("c")).as("what stands behind a younger one stays with it").containsExactly(-20, -33, -1);
      assertThatThrownBy(() -> page("c", at("c", 2), 5)).isInstanceOfSatisfying(ProblemException.class,
          thrown -> assertThat(thrown.problem()).isEqualTo(Problem.CURSOR_LOST));
      assertThat(page("c", at("c", 3), 5).events()).hasSize(3);
      // Another sweeper, which began before this one.
      plans.jdbi().useHandle(handle -> Daos.attach(handle, FeedDao.class).sweepTo("c", 1));
      assertThatThrownBy(() -> page("c", at("c", 2), 5)).isInstanceOf(ProblemException.class);
      happens("c", 7);
      places();
      assertThat(page("c", null, 9).next().place()).as("counts on").isEqualTo(7);
    }

    @Test
    void noStatementOfAReaderReadsMoreThanItsPage() {
      plans.filled("""
          INSERT INTO client_feed (client_id, placed) SELECT 'client' || x, 4000 FROM $rows(9);
          INSERT INTO event (client_id, place, invitation_id, type, happened_at, detail)
            SELECT 'client' || (x / 4000), x - 4000 * (x / 4000), 'invitation' || x, 'invitation.mailed', CURRENT_TIMESTAMP, 0 FROM $rows(39999);
          INSERT INTO unplaced_event (client_id, invitation_id, type, happened_at, detail)
            SELECT 'c', 'i', 'invitation.mailed', CURRENT_TIMESTAMP, 0 FROM $rows(4000);
          """);
      var bound = Map.<String, Object>of("clientId", "client7", "after", 2_000L, "upTo", 2_100L, "limit", 100, "invitationId", "x",
          "clientIds", new String[] {"client1", "client7"}, "numbers", new Long[] {1L, 2L});
      for (var method : List.of("after", "extent", "forget")) {
        var plan = plans.of(FeedDao.class, method, bound);
        assertThat(Plans.rowsRead(plan)).as(method + " " + plan).isLessThanOrEqualTo(102);
      }
      for (var method : List.of("unplaced", "isAnyUnplaced", "lock", "last")) {
        var plan = plans.of(EventDao.class, method, bound);
        assertThat(Plans.rowsRead(plan)).as(method + " " + plan).isLessThanOrEqualTo(102);
      }
    }

    private boolean isH2(Handle handle) {
      return handle.createQuery("SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'settings'").mapTo(int.class)
          .one() == 1;
    }

    private void happens(String client, int detail) {
      plans.jdbi().useTransaction(handle -> happens(handle, client, detail));
    }

    private void happens(Handle handle, String client, int detail) {
      Daos.attach(handle, EventDao.class).insert(List.of(event(client, detail)));
    }

    private void happens(String client, int detail, Instant at) {
      plans.jdbi().useTransaction(handle -> Daos.attach(handle, EventDao.class)
          .insert(List.of(new NewEvent(client, null, EventType.MAILED.type(), at, detail))));
    }

    private int places() {
      return transactions.share(handle -> Placing.run(handle, OWED)).events();
    }

    private Feed.Page page(String client, FeedCursor after, int limit) {
      return plans.jdbi().withHandle(handle -> Feed.page(handle, client, after, limit));
    }

    private FeedCursor at(String client, long place) {
      return new FeedCursor(page(client, null, 1).next().feed(), place);
    }

    private List<Integer> details(String client) {
      return page(client, null, MANY).events().stream().map(PlacedEvent::detail).toList();
    }

    private int sweeps(int batch) {
      return transactions.write(handle -> Feed.sweep(handle, "c", NOW.minus(Duration.ofDays(30)), batch));
    }

    private static NewEvent event(String client, int detail) {
      return new NewEvent(client, "invitation", EventType.OPENED.type(), NOW, detail);
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
