package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many more wait for events than the gateway has threads, or connections to its database. */
class EventWaitTest {
  private static final int CLIENTS = 15;
  private final LocalSluis sluis = new LocalSluis();
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private boolean isStopped;

  @BeforeEach
  void start() {
    sluis.settings.set("server.maxThreads", "20").set("server.minThreads", "8");
    sluis.start();
  }

  @AfterEach
  void stop() {
    if (!isStopped) {
      sluis.stop();
    }
    sluis.mailbox.close();
    sluis.twilio.close();
  }

  @Test
  void whoWaitsHoldsNoThreadAndIsAnsweredWhereAGatewayStops() {
    var keys = IntStream.range(0, CLIENTS).mapToObj(one -> sluis.createClient("waiting-" + one)).toList();
    var waiting = new ArrayList<List<CompletableFuture<HttpResponse<String>>>>();
    for (var key : keys) {
      var two = new ArrayList<>(List.of(waits(key), waits(key)));
      waiting.add(two);
      await().until(() -> {
        // The one that asks whether there is room may have been there before the second.
        two.replaceAll(one -> one.isDone() ? waits(key) : one);
        return Http.send("GET", url("wait=1"), null, "Authorization", "Bearer " + key).status() == 429;
      });
    }
    var posted = Http.send("POST", sluis.settings.publicUrl() + "/v1/invitations", Meetings.request().toString(), "Authorization",
        "Bearer " + keys.get(CLIENTS - 1));
    assertThat(posted.status()).as("there are threads and connections left").isEqualTo(201);
    // The last one's wait is the youngest.
    for (var answer : waiting.remove(CLIENTS - 1)) {
      assertThat(answer.join().body()).contains("invitation.queued");
    }
    sluis.stop();
    isStopped = true;
    for (var two : waiting) {
      for (var answer : two) {
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(answer.join().body()).startsWith("{\"events\":[],\"next\":");
      }
    }
  }

  private CompletableFuture<HttpResponse<String>> waits(String key) {
    return http.sendAsync(HttpRequest.newBuilder(URI.create(url("wait=20"))).header("Authorization", "Bearer " + key).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String url(String query) {
    return sluis.settings.publicUrl() + "/v1/events?" + query;
  }
}
