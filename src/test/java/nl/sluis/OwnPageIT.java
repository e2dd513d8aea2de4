package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.sluis.testing.Browser;
import nl.sluis.testing.Http;
import nl.sluis.testing.InviteePage;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sender who does not trust the gateway's page either: the page comes from a host of the sender's, the gateway only answers questions. */
class OwnPageIT {
  private static final List<String> FILES = List.of("", "/brand.css", "/style.css", "/levels", "/levels.css", "/ends-de.json",
      "/ends-en.json", "/ends-fr.json", "/ends-nl.json", "/words-de.json",
      "/words-en.json", "/words-fr.json", "/words-nl.json", "/anew.js", "/ask.js", "/calendar.js", "/content-keys.js", "/ends.js",
      "/envelope.js",
      "/flow.js", "/gateway.js", "/keep.js", "/link.js", "/meeting.js", "/open.js", "/openings.js", "/paste.js", "/rehearse.js", "/show.js",
      "/typed.js",
      "/words.js");
  private final Map<String, HttpResponse<String>> copies = new HashMap<>();
  private final LocalSluis sluis = new LocalSluis();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> passedOn = new CopyOnWriteArrayList<>();
  private HttpServer host;

  @AfterEach
  void stop() {
    host.stop(0);
    sluis.close();
  }

  @Test
  void anInvitationOpensOnAPageThatTheGatewayDidNotServe() throws IOException {
    host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host.createContext("/i", this::servePage);
    host.createContext("/link/", this::passOn);
    host.start();
    sluis.settings.reachedThrough(host.getAddress().getPort());
    sluis.start();
    takeCopies();
    // Schedulers of the house need no host in between.
    var gateway = "http://127.0.0.1:" + sluis.settings.port();
    var sender = new SealedPosts("sender", 1);
    var answer = Http.send("POST", gateway + "/v1/invitations", sender.request.toString(), "Authorization",
        "Bearer " + sluis.clientKey());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);

    try (var browser = Browser.start(); var visitor = browser.phone("nl-NL", "Europe/Amsterdam")) {
      var page = new InviteePage(visitor);
      var posted = sender.posted(0);
      page.opens(sluis.settings.publicUrl() + "/i" + sender.links.get(0));
      page.asksForCode(posted.digits());
      page.waitsForCodeField();
      page.enters(sluis.twilio.lastCodeTo(posted.phone()));
      page.waitsForMeeting();
      assertThat(page.text("#step-meeting")).contains(sender.meeting.path("passcode").asText());
      assertThat(visitor.origins()).containsExactly(sluis.settings.publicUrl());
    }
    assertThat(passedOn).contains("/link/status", "/link/code", "/link/release").allMatch(path -> path.startsWith("/link/"));
  }

  /** Once, before any visitor comes: from a gateway of the sender's own, built from the source. */
  private void takeCopies() {
    for (var name : FILES) {
      var answer = Http.send("GET", "http://127.0.0.1:" + sluis.settings.port() + "/i" + name, null);
      assertThat(answer.status()).as(name).isEqualTo(200);
      copies.put("/i" + name, answer.http());
    }
  }

  private void servePage(HttpExchange exchange) throws IOException {
    try (exchange) {
      var copy = copies.get(exchange.getRequestURI().getPath());
      var bytes = copy.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", copy.headers().firstValue("Content-Type").orElseThrow());
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void passOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      passedOn.add(path);
      var question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sluis.settings.port() + path)).timeout(Duration.ofSeconds(30))
          .POST(HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      for (var name : List.of("Content-Type", "Sec-Fetch-Site", "Origin")) {
        question.header(name, exchange.getRequestHeaders().getFirst(name));
      }
      var answer = client.send(question.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
