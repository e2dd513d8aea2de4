package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedErrors;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.Test;

/**
 * Everything that reads beside everything that writes: whatever a reading meets half done, it is answered. {@code -Dsluis.readers.lives=500}
 * makes it minutes.
 */
abstract class ReadersContract {
  private static final int LIVES = Integer.getInteger("sluis.readers.lives", 8);
  private static final int WRITERS = 3;
  private static final int READERS = 2;
  /** How often each thing was asked, by kind and status, for who looks at a failure. */
  private final ConcurrentHashMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Invitation> latest = new ConcurrentLinkedQueue<>();
  private LocalSluis sluis;
  private final CountDownLatch writing = new CountDownLatch(WRITERS);

  abstract void prepare(Settings settings);

  @Test
  void noReadingBesideAWritingFails() throws Exception {
    try (var errors = new CapturedErrors(); var started = LocalSluis.started(this::set)) {
      sluis = started;
      errors.attach();
      livesOneLife();
      var threads = Executors.newFixedThreadPool(WRITERS + READERS + 2);
      for (var i = 0; i < WRITERS; i++) {
        threads.execute(this::livesManyLives);
      }
      for (var i = 0; i < READERS; i++) {
        threads.execute(() -> repeats(this::readsEverything));
      }
      threads.execute(() -> repeats(this::looksAgainAndAgain));
      threads.execute(() -> repeats(this::operates));
      threads.shutdown();
      assertThat(threads.awaitTermination(120 + LIVES, TimeUnit.SECONDS)).isTrue();
      assertThat(failures).as("%s", asked).isEmpty();
      assertThat(errors.lines()).isEmpty();
      assertThat(asked).as("all was asked, and some of it went well").containsKeys("status 200", "code 202", "release 200",
          "acknowledge 204",
          "find 200", "trust 200", "list 200", "keys 200", "outbox 200", "revoke 204", "rotate-keys 200", "post 201");
    }
  }

  private void set(Settings settings) {
    prepare(settings);
    // Ended invitations go at the next sweep: then a row that was just read may be gone.
    settings.set("retention", "0 days");
  }

  private void livesManyLives() {
    try {
      for (var i = 0; i < LIVES; i++) {
        livesOneLife();
      }
    } catch (RuntimeException | AssertionError e) {
      failures.add(e.toString());
    } finally {
      writing.countDown();
    }
  }

  private void repeats(Runnable work) {
    try {
      do {
        work.run();
      } while (writing.getCount() > 0);
    } catch (RuntimeException | AssertionError e) {
      failures.add(e.toString());
    }
  }

  /** Posts for two, of whom one opens after a wrong try, and one is taken back. */
  private void livesOneLife() {
    var posts = new SealedPosts(ThreadLocalRandom.current().nextBoolean() ? "sender" : "pointer", 2);
    if (noted("post", sluis.post(posts.request)).status() != 201) {
      return;
    }
    for (var i = 0; i < 2; i++) {
      latest.add(new Invitation(posts.posted(i).id(), posts.request.path("uid").asText(), holder(posts.links.get(i))));
    }
    var posted = posts.posted(0);
    var holder = holder(posts.links.get(0));
    noted("wrong", holder.asksForCode(posted.digits().equals("0000") ? "1111" : "0000"));
    if (noted("code", holder.asksForCode(posted.digits())).status() == 202) {
      noted("wrong", holder.releases("000000"));
      var released = noted("release", holder.releases(sluis.twilio.lastCodeTo(posted.phone())));
      if (released.status() == 200) {
        noted("fetch", holder.fetches());
        noted("acknowledge", holder.acknowledges(released));
      }
    }
    noted("revoke", sluis.ask("DELETE", "/v1/invitations/" + posts.posted(1).id()));
    while (latest.size() > 4 * WRITERS) {
      latest.poll();
    }
  }

  private void readsEverything() {
    for (var one : List.copyOf(latest)) {
      noted("status", one.holder.status());
      noted("find", sluis.find(one.id));
      noted("status", one.holder.status());
      noted("trust", sluis.ask("GET", "/v1/invitations/" + one.id + "/trust"));
      noted("status", one.holder.status());
      noted("list", sluis.ask("GET", "/v1/invitations?meeting=" + one.uid));
      noted("fetch", one.holder.fetches());
    }
    noted("keys", sluis.operates("GET", "/keys"));
    noted("outbox", sluis.operates("GET", "/outbox"));
    noted("metrics", sluis.operates("GET", "/metrics"));
    noted("healthcheck", Http.send("GET", sluis.settings.adminUrl() + "/healthcheck", null));
  }

  /** As a page that was opened in several tabs does, while its code is on the way. */
  private void looksAgainAndAgain() {
    latest.forEach(one -> noted("status", one.holder.status()));
  }

  private void operates() {
    noted("rotate-keys", sluis.operates("POST", "/tasks/rotate-keys"));
    sluis.clock.advance(Duration.ofMinutes(3));
    var name = "client" + System.nanoTime();
    noted("create-client", sluis.operates("POST", "/tasks/create-client?name=" + name));
    noted("flush-outbox", sluis.operates("POST", "/tasks/flush-outbox"));
    var key = sluis.operates("GET", "/keys").http().body().replaceAll(".*\"id\":\"([^\"]*)\",\"family\":\"store\",\"state\":\"ACTIVE\".*",
        "$1");
    noted("compromise-key", sluis.operates("POST", "/tasks/compromise-key?key=" + key));
    noted("backup", sluis.operates("POST", "/tasks/backup?to=" + sluis.folder.resolve(name)));
    noted("revoke-client", sluis.operates("POST", "/tasks/revoke-client?name=" + name));
  }

  private LinkHolder holder(String link) {
    return new LinkHolder(sluis.settings.publicUrl(), link);
  }

  private Answer noted(String what, Answer answer) {
    asked.computeIfAbsent(what + " " + answer.status(), key -> new AtomicInteger()).incrementAndGet();
    var unavailable = answer.status() == 503 && answer.http().headers().firstValue("Retry-After").isPresent();
    if (answer.status() >= 500 && !unavailable) {
      failures.add(what + " " + answer);
    }
    return answer;
  }

  private record Invitation(String id, String uid, LinkHolder holder) {}
}
