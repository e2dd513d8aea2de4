package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator rotates while schedulers post and invitees open: nothing is lost, and the former keys open nothing any more. */
@Tag("slow")
class RotationUnderTrafficTest {
  @Test
  void nothingIsLostAndTheFormerKeysAreDestroyed() throws Exception {
    try (var sluis = LocalSluis.started()) {
      var waiting = new LinkedHashMap<Posted, LinkHolder>();
      var codes = new LinkedHashMap<Posted, String>();
      for (var i = 0; i < 10; i++) {
        var posted = sluis.postsInterview();
        waiting.put(posted, sluis.holderOf(posted));
        codes.put(posted, sluis.codeFor(waiting.get(posted), posted));
      }
      var before = ids(sluis, "ACTIVE");
      assertThat(before).hasSize(2);

      var stop = new AtomicBoolean();
      var opened = new ConcurrentLinkedQueue<String>();
      var failures = new ConcurrentLinkedQueue<Throwable>();
      var traffic = Executors.newFixedThreadPool(3);
      for (var i = 0; i < 3; i++) {
        traffic.execute(() -> {
          try {
            while (!stop.get()) {
              var posted = sluis.postsInterview();
              var holder = sluis.holderOf(posted);
              var released = holder.releases(sluis.codeFor(holder, posted));
              assertThat(holder.opens(released)).isEqualTo(posted.meeting());
              assertThat(holder.acknowledges(released).status()).isEqualTo(204);
              opened.add(posted.id());
            }
          } catch (RuntimeException | AssertionError e) {
            failures.add(e);
          }
        });
      }
      for (var i = 0; i < 5; i++) {
        var said = sluis.operates("POST", "/tasks/rotate-keys");
        assertThat(said.status()).as(said.http().body()).isEqualTo(200);
      }
      stop.set(true);
      traffic.shutdown();
      assertThat(traffic.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      assertThat(failures).isEmpty();
      assertThat(opened).isNotEmpty();

      assertThat(ids(sluis, "DESTROYED")).containsAll(before);
      assertThat(ids(sluis, "RETIRED")).isEmpty();
      assertThat(ids(sluis, "ACTIVE")).hasSize(2).doesNotContainAnyElementsOf(before);
      codes.forEach((posted, code) -> {
        var released = waiting.get(posted).releases(code);
        assertThat(released.status()).as("a code from before the rotation").isEqualTo(200);
        assertThat(waiting.get(posted).opens(released)).isEqualTo(posted.meeting());
      });
    }
  }

  private static ArrayList<String> ids(LocalSluis sluis, String state) {
    var keys = sluis.operates("GET", "/keys").json().path("keys");
    var ids = new ArrayList<String>();
    StreamSupport.stream(keys.spliterator(), false).filter(key -> key.path("state").asText().equals(state))
        .forEach(key -> ids.add(key.path("id").asText()));
    return ids;
  }
}
