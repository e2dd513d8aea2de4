package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import nl.sluis.envelope.Base64Url;
import nl.sluis.testing.JarSluis;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.Test;

/** Figures, by {@code bin/measure-outbox}: what a gateway takes while very many mails wait, and how fast they leave. By its name no part of the tests. */
class OutboxMeasurement {
  private static final int ROWS = Integer.getInteger("sluis.rows", 1000);
  private static final int REQUESTS = Integer.getInteger("sluis.requests", 2);
  private static final int INVITEES = 500;
  private static final Duration LOOK = Duration.ofSeconds(20);
  private final SecureRandom random = new SecureRandom();

  @Test
  void keepVeryManyMailsWaiting() throws Exception {
    try (var sluis = JarSluis.started(settings -> settings.set("limits.invitationsPerHour", "1000000"))) {
      look(sluis, "an empty outbox");
      sluis.mailbox.stop();
      var posted = sluis.postsInterview();
      sluis.stop();
      var began = System.nanoTime();
      fill(sluis, posted.id());
      say("filled %d rows in %d s", ROWS, seconds(began));
      sluis.start();
      look(sluis, "%d mails waiting, relay away".formatted(ROWS));
      began = System.nanoTime();
      for (var i = 0; i < REQUESTS; i++) {
        assertThat(sluis.post(Meetings.request(Meetings.interview(), INVITEES)).status()).isEqualTo(201);
      }
      say("%d invitations posted in %d s, %d at a time", REQUESTS * INVITEES, seconds(began), INVITEES);
      letThemLeave(sluis);
    }
  }

  /** Heap, and how long a post and the operator's list take. */
  private static void look(JarSluis sluis, String when) {
    var posts = new ArrayList<Long>();
    var heap = 0L;
    var list = 0L;
    for (var end = System.nanoTime() + LOOK.toNanos(); System.nanoTime() < end; ) {
      var began = System.nanoTime();
      sluis.postsInterview();
      posts.add(System.nanoTime() - began);
      heap = Math.max(heap, sluis.operates("GET", "/metrics").json().at("/gauges/jvm.memory.heap.used/value").asLong());
      began = System.nanoTime();
      assertThat(sluis.operates("GET", "/outbox").status()).isEqualTo(200);
      list = Math.max(list, System.nanoTime() - began);
    }
    Collections.sort(posts);
    say("%s: %d posts, p50 %.1f ms, p99 %.1f ms; GET /outbox at most %.0f ms; heap at most %d MiB of 256", when, posts.size(),
        posts.get(posts.size() / 2) / 1e6, posts.get(posts.size() * 99 / 100) / 1e6, list / 1e6, heap >> 20);
  }

  /** And one who posts a single invitation meanwhile. */
  private static void letThemLeave(JarSluis sluis) throws InterruptedException {
    sluis.mailbox.restart();
    assertThat(sluis.operates("POST", "/tasks/hurry-mail").status()).isEqualTo(200);
    var began = System.nanoTime();
    var owed = owed(sluis);
    Thread.sleep(2_000);
    var single = System.nanoTime();
    var posted = sluis.postsInterview();
    while (!sluis.find(posted.id()).text("state").equals("mailed")) {
      Thread.sleep(20);
    }
    say("a single invitation posted behind them is mailed after %d ms", (System.nanoTime() - single) / 1_000_000);
    while (owed(sluis) > ROWS) {
      Thread.sleep(100);
    }
    var took = (System.nanoTime() - began) / 1e9;
    say("%d mails left in %.1f s: %.0f a second", owed - ROWS, took, (owed - ROWS) / took);
  }

  private static long owed(JarSluis sluis) {
    var list = sluis.operates("GET", "/outbox").json();
    return list.path("waiting").asLong() + list.path("inBackOff").asLong() + list.path("underWay").asLong();
  }

  /** Mails whose turn comes a month later, so that they are looked past and never opened. */
  private void fill(JarSluis sluis, String invitation) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:h2:" + sluis.folder.resolve("data/sluis"), "sluis", "")) {
      connection.setAutoCommit(false);
      try (var insert = connection.prepareStatement("""
          INSERT INTO outbox (id, invitation_id, kind, payload, key_id, owed_at, due_at, expires_at)
          SELECT ?, ?, 'invitation', ?, k.id, ?, ?, ? FROM sealing_key k WHERE k.family = 'outbox' AND k.state = 'active'
          """)) {
        var now = OffsetDateTime.now();
        for (var i = 1; i <= ROWS; i++) {
          Object[] values = {Base64Url.encode(draw(16)) + ".invitation", invitation, draw(60), now, now.plusDays(30), now.plusDays(60)};
          for (var column = 0; column < values.length; column++) {
            insert.setObject(column + 1, values[column]);
          }
          insert.addBatch();
          if (i % 1000 == 0 || i == ROWS) {
            insert.executeBatch();
            connection.commit();
          }
        }
      }
    }
  }

  private byte[] draw(int bytes) {
    var drawn = new byte[bytes];
    random.nextBytes(drawn);
    return drawn;
  }

  private static long seconds(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private static void say(String words, Object... values) {
    System.out.println("MEASURED " + words.formatted(values));
  }
}
