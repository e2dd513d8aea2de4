package nl.sluis.client;

import static nl.sluis.testing.ScriptedServer.created;
import static nl.sluis.testing.ScriptedServer.cut;
import static nl.sluis.testing.ScriptedServer.half;
import static nl.sluis.testing.ScriptedServer.hangs;
import static nl.sluis.testing.ScriptedServer.hangsBehindTheHead;
import static nl.sluis.testing.ScriptedServer.isLong;
import static nl.sluis.testing.ScriptedServer.problem;
import static nl.sluis.testing.ScriptedServer.proxysPage;
import static nl.sluis.testing.ScriptedServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Ports;
import nl.sluis.testing.ScriptedServer;
import nl.sluis.testing.ScriptedServer.Reply;
import nl.sluis.testing.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every client does, in each language: with a gateway that is busy, away or none, and with proxies between. */
abstract class CallsContract {
  private static final int MEBIBYTES = 1024 * 1024;

  private final Client client;

  CallsContract(Client client) {
    this.client = client;
  }

  private JsonNode make(Call call) {
    return client.make(call);
  }

  @Test
  void aPostSaysWhoAsksAndHasAKeyOfItsOwn() {
    try (var server = new ScriptedServer(created("one"), created("two"))) {
      var body = Map.of("meeting", Map.of("title", "Écht \"waar\" \\ 😀", "sequence", 2), "invitees", List.of(Map.of("ref", "a")),
          "exactOpensFrom", true);
      var answer = make(Call.of(server.url(), "post", body)).path("answer");
      assertThat(answer.path("invitations").path(0).path("id").asText()).isEqualTo("one");
      make(Call.of(server.url(), "post", body));
      var request = server.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /v1/invitations HTTP/1.1");
      assertThat(request.header("Authorization")).isEqualTo("Bearer " + Call.KEY);
      assertThat(request.header("Content-Type")).isEqualTo("application/json");
      assertThat(request.header("Prefer")).isNull();
      assertThat(request.header("Idempotency-Key")).matches("\"[0-9a-f-]{36}\"")
          .isNotEqualTo(server.requests().get(1).header("Idempotency-Key"));
      assertThat(tree(request.body())).isEqualTo(Meetings.JSON.valueToTree(body));
    }
  }

  @Test
  void aKeyThatWasKeptIsSentAsItIsAndALenientPostSaysSo() {
    try (var server = new ScriptedServer()) {
      make(Call.of(server.url(), "post", Map.of("invitees", List.of()), "kept [1]", true));
      assertThat(server.requests().get(0).header("Idempotency-Key")).isEqualTo("\"kept [1]\"");
      assertThat(server.requests().get(0).header("Prefer")).isEqualTo("handling=lenient");
      var wrong = List.of("", "a\"b", "a\\b", "a\nb", "é", "x".repeat(256));
      assertThat(client.make(wrong.stream().map(key -> Call.of(server.url(), "post", Map.of(), key, false)).toList()))
          .hasSize(wrong.size()).allSatisfy(result -> assertThat(result.has("refused")).isTrue());
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aBusyGatewayIsAskedAgainWhenItSaid() {
    try (var server = new ScriptedServer(problem(503, "unavailable", ",\"retryAfter\":1", "Retry-After: 1"), created("one"))) {
      assertPosts(server, "one", 2);
      assertThat(pause(server)).isGreaterThanOrEqualTo(1_000);
    }
  }

  /** The proxy's clock is years ahead of ours. */
  @Test
  void aDateIsReadByTheClockOfWhoSaysIt() {
    try (var server = new ScriptedServer(problem(429, "too-soon", "", "Date: Tue, 01 Jan 2041 00:00:00 GMT",
        "Retry-After: Tue, 01 Jan 2041 00:00:02 GMT"), created("one"))) {
      assertPosts(server, "one", 2);
      assertThat(pause(server)).isGreaterThanOrEqualTo(2_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3600", "99999999999999999999", "Tue, 01 Jan 2097 00:00:00 GMT"})
  void whatComesAfterThePatienceIsNotWaitedFor(String retryAfter) {
    try (var server = new ScriptedServer(problem(429, "too-soon", ",\"retryAfter\":3600", "Retry-After: " + retryAfter))) {
      var problem = make(post(server)).path("problem");
      assertThat(problem.path("status").asInt()).isEqualTo(429);
      assertThat(problem.path("type").asText()).isEqualTo("urn:sluis:problem:too-soon");
      assertThat(problem.path("members").path("retryAfter").asInt()).isEqualTo(3600);
      assertThat(problem.path("mayPass").asBoolean()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "Tue, 01 Jan 2019 00:00:00 GMT"})
  void withoutAReadableWaitThePausesAreTheClients(String retryAfter) {
    try (var server = new ScriptedServer(problem(503, "unavailable", "", "Retry-After: " + retryAfter), created("one"))) {
      assertPosts(server, "one", 2);
    }
  }

  @Test
  void aGatewayThatStaysBusyIsGivenUpWhenThePatienceEnds() {
    var busy = IntStream.range(0, 100).mapToObj(i -> problem(503, "unavailable", "")).toArray(Reply[]::new);
    try (var server = new ScriptedServer(busy)) {
      var problem = make(post(server).within(Call.LONG, 1_600)).path("problem");
      // Or none, if the patience ended during the last attempt, as on a busy machine.
      assertThat(problem.path("status").asInt()).isIn(503, 0);
      assertThat(server.requests()).hasSizeBetween(1, 4);
      assertThat(server.requests()).extracting(request -> request.header("Idempotency-Key")).containsOnly(keyOf(server));
    }
  }

  @Test
  void aBrokenConnectionIsRepeatedWithTheSameKeyAndTheSameBytes() {
    try (var server = new ScriptedServer(cut(), half(), created("one"))) {
      assertPosts(server, "one", 3);
    }
  }

  @Test
  void whereNobodyListensThereIsNoAnswer() {
    var nobody = "http://127.0.0.1:" + Ports.next();
    assertThat(make(Call.of(nobody, "find", "W6oisTrp").within(Call.LONG, 1_200)).path("noAnswer").asText()).isNotEmpty();
  }

  @Test
  void whatHangsIsCutAndRepeated() {
    try (var server = new ScriptedServer(hangs(), hangsBehindTheHead(), created("one"))) {
      var answer = make(post(server).within(1_000, Call.LONG)).path("answer");
      assertThat(answer.path("invitations").path(0).path("id").asText()).isIn("one", "id-of-no-script");
      assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(server.requests()).extracting(request -> request.header("Idempotency-Key")).containsOnly(keyOf(server));
    }
  }

  @Test
  void whatAlwaysHangsIsNoAnswer() {
    try (var server = new ScriptedServer(hangs(), hangs(), hangs(), hangs(), hangs(), hangs())) {
      assertThat(make(post(server).within(300, 1_000)).path("noAnswer").asText()).isNotEmpty();
    }
  }

  @Test
  void anAnswerOfManyMebibytesIsNotReadToItsEnd() {
    try (var server = new ScriptedServer(isLong(64 * MEBIBYTES))) {
      assertThat(make(post(server)).path("noAnswer").asText()).contains("more than 4194304 bytes");
      assertThat(server.requests()).hasSize(1);
      assertThat(server.sent()).isLessThan(48 * MEBIBYTES);
    }
  }

  @Test
  void anAnswerOfThreeMebibytesIsRead() {
    try (var server = new ScriptedServer(isLong(3 * MEBIBYTES))) {
      assertThat(make(post(server)).path("answer").path("x").asText()).hasSize(3 * MEBIBYTES);
    }
  }

  @Test
  void thePageOfAProxyIsAProblemWithoutAType() {
    try (var server = new ScriptedServer(proxysPage(413))) {
      var problem = make(post(server)).path("problem");
      assertThat(problem.path("status").asInt()).isEqualTo(413);
      assertThat(problem.path("type").asText()).isEqualTo("about:blank");
      assertThat(problem.path("errors")).isEmpty();
      assertThat(problem.path("mayPass").asBoolean()).isFalse();
      assertThat(problem.toString()).doesNotContain("nginx");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aProxyWhoseGatewayIsAwayIsAskedAgain() {
    try (var server = new ScriptedServer(proxysPage(502), proxysPage(504), created("one"))) {
      assertPosts(server, "one", 3);
    }
  }

  @Test
  void whatIsNoJsonIsNoAnswerAlthoughItSays200() {
    var bodies = List.of("<html>Sign in to our WiFi</html>", "", "[]", "\"x\"", "{\"a\":1", "[".repeat(100_000), "{}{}");
    try (var server = new ScriptedServer(bodies.stream().map(body -> says(200, "text/html", body)).toArray(Reply[]::new))) {
      assertThat(client.make(Collections.nCopies(bodies.size(), post(server)))).hasSize(bodies.size())
          .allSatisfy(result -> assertThat(result.path("noAnswer").asText()).isNotEmpty().doesNotContain("WiFi"));
      assertThat(server.requests()).hasSize(bodies.size());
    }
  }

  @Test
  void aProblemThatNobodyKnowsYetIsToldAsItIs() {
    try (
        var server = new ScriptedServer(problem(403, "later-than-this-client", ",\"detail\":\"Not with this key\",\"needs\":[\"read\"]"))) {
      var problem = make(post(server)).path("problem");
      assertThat(problem.path("type").asText()).isEqualTo("urn:sluis:problem:later-than-this-client");
      assertThat(problem.path("detail").asText()).isEqualTo("Not with this key");
      assertThat(problem.path("members").path("needs").path(0).asText()).isEqualTo("read");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aProblemDocumentThatIsBrokenIsAProblemAllTheSame() {
    var bodies = List.of("", "{", "[]", "{\"errors\":[null,1,\"x\",[]],\"type\":7,\"detail\":{}}", "{\"errors\":{}}");
    try (var server = new ScriptedServer(
        bodies.stream().map(body -> says(422, "application/problem+json", body)).toArray(Reply[]::new))) {
      assertThat(client.make(Collections.nCopies(bodies.size(), post(server)))).hasSize(bodies.size())
          .allSatisfy(result -> assertThat(result.path("problem").path("status").asInt()).isEqualTo(422));
      assertThat(server.requests()).hasSize(bodies.size());
    }
  }

  @Test
  void everyWrongFieldIsNamed() {
    var errors = ",\"errors\":[{\"pointer\":\"/invitees/0/phone\",\"detail\":\"is a landline\"},{\"pointer\":\"/meeting/title\",\"detail\":\"is required\"}]";
    try (var server = new ScriptedServer(problem(422, "invalid", errors))) {
      var problem = make(post(server)).path("problem");
      assertThat(problem.path("errors").toString()).isEqualTo(tree(errors.replace(",\"errors\":", "")).toString());
    }
  }

  /** The key goes nowhere else, not even to another port of the same host. */
  @Test
  void aRedirectIsNotFollowed() {
    var statuses = List.of(301, 302, 303, 307, 308);
    try (var elsewhere = new ScriptedServer();
        var server = new ScriptedServer(statuses.stream()
            .map(status -> says(status, "text/html", "", "Location: " + elsewhere.url() + "/v1/invitations")).toArray(Reply[]::new))) {
      var results = client.make(List.of(post(server), post(server), post(server), post(server), Call.of(server.url(), "find", "a")));
      assertThat(results).extracting(result -> result.path("problem").path("status").asInt()).isEqualTo(statuses);
      assertThat(server.requests()).hasSize(statuses.size());
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void ofTheConflictsOnlyAPostThatIsUnderWayPasses() {
    try (var server = new ScriptedServer(problem(409, "idempotency-key-in-use", "", "Retry-After: 1"), created("one"),
        problem(409, "stale-sequence", ",\"sequence\":3", "Retry-After: 1"))) {
      assertPosts(server, "one", 2);
      assertThat(make(post(server)).path("problem").path("members").path("sequence").asInt()).isEqualTo(3);
      assertThat(server.requests()).hasSize(3);
    }
  }

  /** The first attempt may have been stored, so a refusal of the second says nothing about it. */
  @Test
  void aRefusalBehindALostAnswerLeavesItOpenWhetherItWasDone() {
    try (var server = new ScriptedServer(problem(401, "unauthorized", ""), cut(), problem(401, "unauthorized", ""),
        problem(503, "unavailable", ""), problem(429, "too-soon", "", "Retry-After: 3600"), problem(429, "too-soon", ""),
        problem(422, "invalid", ""))) {
      assertThat(client.make(Collections.nCopies(4, post(server))))
          .extracting(result -> result.path("problem").path("mayBeDone").asBoolean())
          .containsExactly(false, true, true, false);
      assertThat(server.requests()).hasSize(7);
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNoAnswerAtOnce() throws Exception {
    try (var server = new ScriptedServer("https", TestCertificate.of("localhost").server().getServerSocketFactory())) {
      assertThat(make(post(server).within(Call.LONG, 10 * Call.LONG)).path("noAnswer").asText()).isNotEmpty();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void theOtherCallsHaveTheNamesAndFormsOfTheInterface() {
    var json = "application/json";
    try (var server = new ScriptedServer(says(200, json, "{\"id\":\"a_b-1\"}"), says(200, json, "{\"held\":[]}"), says(204, json, ""),
        says(204, json, ""), says(200, json, "{\"cancelled\":[\"a\"]}"), says(200, json, "{\"closed\":[]}"))) {
      var url = server.url();
      var results = client.make(List.of(Call.of(url, "find", "a_b-1"), Call.of(url, "trust", "a_b-1"), Call.of(url, "revoke", "a_b-1"),
          Call.of(url, "forget", "a_b-1"), Call.of(url, "cancelMeeting", Map.of("uid", "m é", "only", List.of("a"))),
          Call.of(url, "closeMeeting", "m é")));
      assertThat(results.get(0).path("answer").path("id").asText()).isEqualTo("a_b-1");
      assertThat(results.get(4).path("answer").path("cancelled").path(0).asText()).isEqualTo("a");
      assertThat(server.requests()).extracting(ScriptedServer.Request::line).containsExactly("GET /v1/invitations/a_b-1 HTTP/1.1",
          "GET /v1/invitations/a_b-1/trust HTTP/1.1", "DELETE /v1/invitations/a_b-1 HTTP/1.1",
          "DELETE /v1/invitations/a_b-1?forget=true HTTP/1.1", "POST /v1/meetings/cancel HTTP/1.1", "POST /v1/meetings/close HTTP/1.1");
      assertThat(tree(server.requests().get(4).body())).isEqualTo(tree("{\"uid\":\"m é\",\"only\":[\"a\"]}"));
      assertThat(tree(server.requests().get(5).body())).isEqualTo(tree("{\"uid\":\"m é\"}"));
      assertThat(server.requests()).allSatisfy(request -> assertThat(request.header("Authorization")).isEqualTo("Bearer " + Call.KEY));
    }
  }

  @Test
  void aListGoesOnWhileThereIsANextPageAlsoBehindAnEmptyOne() {
    var json = "application/json";
    try (var server = new ScriptedServer(says(200, json, "{\"invitations\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next\":\"n&1\"}"),
        says(200, json, "{\"invitations\":[],\"next\":\"n2\"}"), problem(503, "unavailable", ""),
        says(200, json, "{\"invitations\":[{\"id\":\"3\"}]}"))) {
      var found = make(Call.of(server.url(), "list", Map.of("meeting", "a+b é/?&"))).path("answer");
      assertThat(found.findValuesAsText("id")).containsExactly("1", "2", "3");
      assertThat(server.requests()).hasSize(4).allSatisfy(
          request -> assertThat(request.line()).contains("meeting=a%2Bb").containsAnyOf("+%C3%A9%2F%3F%26", "%20%C3%A9%2F%3F%26"));
      assertThat(server.requests().get(1).line()).contains("after=n%261");
      assertThat(server.requests().get(3).line()).contains("after=n2");
    }
  }

  @Test
  void whatIsNoIdIsNotAsked() {
    try (var server = new ScriptedServer()) {
      var calls = Stream.of("", "..", "a/b", "a?forget=true", "a b", "é", "a\n")
          .flatMap(id -> Stream.of("find", "trust", "revoke", "forget").map(method -> Call.of(server.url(), method, id))).toList();
      assertThat(client.make(calls)).hasSize(calls.size()).allSatisfy(result -> assertThat(result.has("refused")).isTrue());
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void whatIsNoKeyAndWhatIsNoGatewayIsRefusedBeforeAnyoneIsAsked() {
    var keys = Stream.of("", "client key", "wrong-key-of-mine\n", "clé", "a,b")
        .map(key -> Call.of("https://invitations.example.org", "find", "a").as(key));
    var urls = Stream.of("http://invitations.example.org", "https://invitations.example.org/v1", "https://u@invitations.example.org",
        "https://invitations.example.org?x", "ftp://localhost", "invitations.example.org", "http://127.0.0.1.example.org", "")
        .map(url -> Call.of(url, "find", "a"));
    assertThat(client.make(Stream.concat(keys, urls).toList())).hasSize(13)
        .allSatisfy(result -> assertThat(result.path("refused").asText()).isNotEmpty().doesNotContain("wrong-key-of-mine"));
  }

  // ---- helpers

  private static Call post(ScriptedServer server) {
    return Call.of(server.url(), "post", Map.of("invitees", List.of()));
  }

  private void assertPosts(ScriptedServer server, String id, int times) {
    assertThat(make(post(server)).path("answer").path("invitations").path(0).path("id").asText()).isEqualTo(id);
    assertThat(server.requests()).hasSize(times);
    assertThat(server.requests()).extracting(request -> request.header("Idempotency-Key")).containsOnly(keyOf(server));
    assertThat(server.requests()).extracting(ScriptedServer.Request::body).containsOnly(server.requests().get(0).body());
  }

  private static String keyOf(ScriptedServer server) {
    return server.requests().get(0).header("Idempotency-Key");
  }

  private static long pause(ScriptedServer server) {
    return TimeUnit.NANOSECONDS.toMillis(server.requests().get(1).nanos() - server.requests().get(0).nanos());
  }

  static JsonNode tree(String json) {
    try {
      return Meetings.JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
