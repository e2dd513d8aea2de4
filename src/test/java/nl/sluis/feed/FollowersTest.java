package nl.sluis.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.sluis.database.DurableTransactions;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowersTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private final Plans plans = Plans.onH2();
  private final Followers followers = new Followers(new DurableTransactions(plans.jdbi(), false));
  private final List<String> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    followers.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    followers.stop();
    plans.close();
  }

  @Test
  void whoWaitsIsToldOnceOfWhatStandsBehindTheirPlace() {
    add("c", 7, LONG);
    add("other", 7, LONG);
    followers.placed(Map.of("c", 7L));
    followers.placed(Map.of("c", 8L));
    followers.placed(Map.of("c", 9L));
    await().until(() -> !told.isEmpty());
    followers.placed(Map.of("other", 8L));
    await().until(() -> told.size() == 2);
    assertThat(told).containsExactly("c came", "other came");
  }

  @Test
  void whatWasPlacedSinceTheyLookedIsToldAtOnce() {
    followers.placed(Map.of("c", 8L));
    add("c", 7, LONG);
    await().until(() -> told.equals(List.of("c came")));
  }

  @Test
  void whatAnotherGatewayPlacedIsLookedFor() {
    add("c", 7, LONG);
    add("quiet", 7, LONG);
    plans.jdbi().useHandle(handle -> handle.execute("INSERT INTO client_feed (client_id, placed) VALUES ('c', 8), ('quiet', 7)"));
    await().until(() -> told.equals(List.of("c came")));
  }

  @Test
  void whoWaitsInVainIsToldInTheEnd() {
    add("c", 7, Duration.ofMillis(50));
    await().until(() -> told.equals(List.of("c nothing")));
    assertThat(followers.add("c", 7, LONG, follower("again"))).as("there is room again").isEmpty();
  }

  @Test
  void twoWaitForAClientAndAThirdIsToldForHowLong() {
    add("c", 7, Duration.ofSeconds(300));
    add("c", 7, Duration.ofSeconds(200));
    assertThat(followers.add("c", 7, LONG, follower("third")).orElseThrow()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(200));
    assertThat(followers.add("other", 7, LONG, follower("other"))).isEmpty();
    followers.placed(Map.of("c", 8L));
    await().until(() -> told.size() == 2);
    assertThat(followers.add("c", 8, LONG, follower("third"))).isEmpty();
  }

  @Test
  void whereAGatewayStopsNobodyWaits() {
    add("c", 7, LONG);
    followers.end();
    await().until(() -> told.equals(List.of("c nothing")));
    add("late", 7, LONG);
    assertThat(told).containsExactly("c nothing", "late nothing");
  }

  @Test
  void aDatabaseThatIsAwayForAMomentEndsNoLooking() {
    plans.jdbi().useHandle(handle -> handle.execute("ALTER TABLE client_feed RENAME TO away"));
    add("c", 7, LONG);
    add("other", 7, Duration.ofMillis(50));
    await().until(() -> told.equals(List.of("other nothing")));
    plans.jdbi().useHandle(handle -> handle.execute("ALTER TABLE away RENAME TO client_feed"));
    plans.jdbi().useHandle(handle -> handle.execute("INSERT INTO client_feed (client_id, placed) VALUES ('c', 8)"));
    await().until(() -> told.contains("c came"));
  }

  private void add(String client, long place, Duration time) {
    assertThat(followers.add(client, place, time, follower(client))).isEmpty();
  }

  private Follower follower(String name) {
    return new Follower() {
      @Override
      public void somethingCame() {
        told.add(name + " came");
      }

      @Override
      public void nothingCame() {
        told.add(name + " nothing");
      }
    };
  }
}
