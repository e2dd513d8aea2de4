package nl.sluis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import nl.sluis.openapi.Contract;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wrong input gets a clear answer, loses nothing and learns nothing. */
class RequestTest {
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  /** H2 writes into its file what it commits; whoever holds a dead link must not have it write. */
  @Test
  void anEndedLinkCostsNoWriteHoweverOftenItIsAsked() {
    var posted = sluis.postsInterview();
    var holder = sluis.holderOf(posted);
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + posted.id()).status()).isEqualTo(204);
    var forced = sluis.settings.folder().resolve("data/sluis.mv.db").toFile();
    // H2 writes by itself for a while after a commit, and the sweeper may write too.
    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(() -> {
      var before = forced.lastModified();
      for (var i = 0; i < 5; i++) {
        assertThat(holder.asksForCode(posted.digits()).text("state")).isEqualTo("revoked");
        assertThat(holder.releases("123456").text("state")).isEqualTo("revoked");
      }
      return forced.lastModified() == before;
    });
  }

  /** On a slow line the two are two packets; a pace that is counted from the headers on would ask too much of so few bytes. */
  @Test
  void aShortBodyThatComesAMomentAfterItsHeadersIsTaken() throws Exception {
    var body = "{\"meeting\": {}}";
    try (var socket = new Socket("127.0.0.1", sluis.settings.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(("POST /v1/invitations HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
          + sluis.clientKey() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n").getBytes(US_ASCII));
      TimeUnit.MILLISECONDS.sleep(300);
      socket.getOutputStream().write(body.getBytes(US_ASCII));
      assertThat(new String(RawHttp.rest(socket), US_ASCII)).startsWith("HTTP/1.1 422 ");
    }
  }

  @Test
  void everyWrongFieldHasItsEntry() {
    var answer = posted(request -> {
      var meeting = request.withObject("/meeting");
      meeting.put("title", "").put("start", "tomorrow").put("timeZone", "Mars/Olympus").put("joinUrl", "javascript:alert(1)");
      meeting.put("surprise", true);
      meeting.withObject("/organizer").put("email", "nobody");
      Meetings.invitee(request, 0).put("phone", "0612345678").remove("name");
    });
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("invalid");
    assertThat(answer.http().headers().firstValue("Content-Type"))
        .hasValueSatisfying(v -> assertThat(v).startsWith("application/problem+json"));
    assertThat(StreamSupport.stream(answer.json().path("errors").spliterator(), false).map(e -> e.path("pointer").asText()))
        .containsExactlyInAnyOrder("/meeting/title", "/meeting/start", "/meeting/timeZone", "/meeting/joinUrl", "/meeting/surprise",
            "/meeting/organizer/email", "/invitees/0/phone", "/invitees/0/name");
    assertThat(answer.http().body()).doesNotContain("Olympus", "alert", "0612345678");
  }

  @Test
  void nothingOfAWrongRequestIsStored() {
    var meeting = Meetings.interview();
    var request = Meetings.request(meeting, 3);
    Meetings.invitee(request, 2).put("phone", "nonsense");
    assertThat(sluis.post(request).status()).isEqualTo(422);
    assertThat(sluis.ask("GET", "/v1/invitations?meeting=" + meeting.path("uid").asText()).json().path("invitations")).isEmpty();
  }

  @Test
  void whoPostedTooMuchIsToldThatTheConnectionEndsAndAsksOverAnother() {
    for (var i = 0; i < 20; i++) {
      var large = sluis.post("{\"meeting\":\"" + "x".repeat(1_200_000 + i * 10_000) + "\"}");
      assertThat(large.status()).isEqualTo(413);
      assertThat(large.http().headers().firstValue("Connection")).hasValue("close");
      assertThat(strangersPost("Authorization", "Bearer nobody").status()).isEqualTo(401);
    }
  }

  @Test
  void whatAnAddressDoesTakeIsSaid() {
    var wrong = sluis.ask("PUT", "/v1/invitations");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.problem()).isEqualTo("method-not-allowed");
    assertThat(wrong.http().headers().firstValue("Allow")).hasValueSatisfying(allow -> assertThat(allow).contains("POST", "GET"));
  }

  @Test
  void whatJettyRefusesIsAProblemOfTheListToo() {
    var headers = Http.send("GET", sluis.settings.publicUrl() + "/v1/invitations", null, "X-Long", "x".repeat(40_000));
    assertThat(headers.status()).isEqualTo(431);
    assertThat(headers.problem()).isEqualTo("bad-request");
  }

  @Test
  void sixtyFourKibibytesPassAndOneByteMoreDoesNot() {
    assertThat(posted(request -> pad(request, 65_536)).status()).isEqualTo(201);
    var large = posted(request -> pad(request, 65_537));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.problem()).isEqualTo("too-large");
    var body = "{\"meeting\":\"" + "x".repeat(1_048_576) + "\"}";
    assertThat(sluis.post(body).status()).isEqualTo(413);
  }

  @Test
  void fiveHundredInviteesPassAndOneMoreDoesNot() {
    assertThat(sluis.post(Meetings.request(Meetings.interview(), 500)).json().path("invitations")).hasSize(500);
    var refused = sluis.post(Meetings.request(Meetings.interview(), 501));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/invitees");
  }

  @Test
  void whatIsNotJsonIs400() {
    for (var body : new String[] {"", "{", "[]", "null", "{\"a\":1,\"a\":2}", "{} {}"}) {
      assertThat(sluis.post(body).problem()).as(body).isEqualTo("malformed-json");
    }
  }

  @Test
  void whereJsonBreaksIsInTheAnswerAsNumbers() {
    var broken = sluis.post("{\n  \"meeting\": {,\n}");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.json().path("line").intValue()).isEqualTo(2);
    assertThat(broken.json().path("column").intValue()).isEqualTo(15);
    assertThat(broken.json().path("detail").asText()).endsWith("line 2, column 15").doesNotContain("meeting");
  }

  @Test
  void whereNothingIsStrangersLearnNothing() {
    var url = sluis.settings.publicUrl();
    assertThat(strangersPost().status()).isEqualTo(401);
    assertThat(strangersPost("Authorization", "Bearer nonsense").problem()).isEqualTo("unauthorized");
    assertThat(strangersPost("Authorization", "Bearer " + "A".repeat(43)).status()).isEqualTo(401);
    assertThat(Http.send("GET", url + "/v1/invitations/x", null, "Accept", "text/html").status()).as("before all else").isEqualTo(401);
    assertThat(Http.send("GET", url + "/nothing/here", null).problem()).isEqualTo("not-found");
    assertThat(Http.send("GET", url + "/i/../config.yml", null).status()).isIn(400, 404);
    assertThat(Http.send("GET", url + "/i/index.html", null).status()).isEqualTo(404);
    assertThat(Http.send("PUT", url + "/i", "{}").problem()).isEqualTo("method-not-allowed");
    assertThat(Http.send("GET", url + "/demo", null).status()).as("no demonstration in earnest").isEqualTo(404);
    assertThat(sluis.ask("GET", "/v1/invitations?meeting=").status()).isEqualTo(422);
    for (var misspelt : new String[] {"uid"}) {
      var answer = sluis.ask("GET", "/v1/invitations?limit=1&" + misspelt + "=x");
      assertThat(answer.status()).as("it would list everything").isEqualTo(422);
      assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("?" + misspelt);
    }
    assertThat(sluis.ask("GET", "/v1/invitations?meeting=x&limit=many").status()).isEqualTo(422);
  }

  @Test
  void whatIsRefusedBeforeAnyRouteEchoesNothing() {
    for (var path : new String[] {"/i%23canary%2F", "//i%23canary", "/i%23canary/..;/x", "/canary%5c"}) {
      var answer = Http.send("GET", sluis.settings.publicUrl() + path, null);
      assertThat(answer.http().body()).as(path).doesNotContain("canary");
      assertThat(answer.http().headers().firstValue("Cache-Control")).as(path).hasValue("no-store");
    }
    for (var path : new String[] {"/i%23canary", "/i%2523canary"}) {
      assertThat(Http.send("GET", sluis.settings.publicUrl() + path, null).http().body()).as(path).contains("flow.js")
          .doesNotContain("canary");
    }
  }

  @Test
  void noDetourLeadsAroundOurOwnPage() {
    for (var path : new String[] {"/link;a=1/status", "/link/status;a=1", "//link/status", "/link//status", "/%6cink/status"}) {
      assertThat(Http.send("POST", sluis.settings.publicUrl() + path, "{}", "Sec-Fetch-Site", "cross-site").status()).as(path)
          .isIn(400, 403, 404);
      assertThat(Http.send("POST", sluis.settings.publicUrl() + path, "{}", "Sec-Fetch-Site", "cross-site").problem()).as(path)
          .isNotEqualTo("unknown-link");
    }
  }

  @Test
  void everythingOnTheAdminPortButHealthIsTheOperators() {
    var url = sluis.settings.adminUrl();
    assertThat(Http.send("GET", url + "/healthcheck", null).status()).isEqualTo(200);
    for (var path : new String[] {"/", "/keys", "/metrics", "/ping", "/threads", "/tasks", "/healthcheck/x", "//keys", "/%6beys"}) {
      assertThat(Http.send("GET", url + path, null).status()).as(path).isIn(400, 401);
    }
    for (var task : new String[] {"rotate-keys", "create-client?name=x", "revoke-client?name=x", "gc", "log-level"}) {
      assertThat(Http.send("POST", url + "/tasks/" + task, "").status()).as(task).isEqualTo(401);
      assertThat(Http.send("POST", url + "/tasks/" + task, "", "Authorization", "Bearer wrong").status()).as(task).isEqualTo(401);
    }
    assertThat(sluis.operates("GET", "/metrics").status()).isEqualTo(200);
    assertThat(sluis.operates("POST", "/tasks/create-client?name=a%20b").status()).isEqualTo(422);
    assertThat(sluis.operates("POST", "/tasks/create-client").status()).isEqualTo(422);
    assertThat(sluis.operates("POST", "/tasks/revoke-client?name=nobody").status()).isEqualTo(404);
  }

  @Test
  void everyAnswerOfThePublicPortCarriesItsHeaders() {
    for (var path : new String[] {"/i", "/i/flow.js", "/nothing", "/v1/invitations"}) {
      var headers = Http.send("GET", sluis.settings.publicUrl() + path, null).http().headers();
      assertThat(headers.firstValue("Cache-Control")).as(path).hasValue("no-store");
      assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Content-Security-Policy"))
          .hasValueSatisfying(csp -> assertThat(csp).contains("frame-ancestors 'none'").doesNotContain("unsafe"));
      assertThat(headers.firstValue("Set-Cookie")).isEmpty();
      assertThat(headers.firstValue("Server")).isEmpty();
    }
  }

  private static Answer posted(Consumer<ObjectNode> change) {
    var request = Meetings.request();
    change.accept(request);
    return sluis.post(request);
  }

  private static void pad(ObjectNode request, int bytes) {
    var meeting = request.withObject("/meeting");
    meeting.put("description", "");
    meeting.put("description", "x".repeat(bytes - meeting.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
  }

  /** Of something that is no post: that is not looked at. */
  private static Answer strangersPost(String... headers) {
    return Contract.rubbish(() -> Http.send("POST", sluis.settings.publicUrl() + "/v1/invitations", "{}", headers));
  }
}
