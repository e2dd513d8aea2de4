package nl.sluis.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nl.sluis.testing.Answer;
import nl.sluis.testing.AtOnce;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Postgres;
import nl.sluis.testing.Valve;
import nl.sluis.testing.VideoService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What each call answers where the request, or the gateway, is not as it should be. The calls are read from {@code openapi.yaml}, so one that is new
 * there is asked as well. The gateway is a demonstration, which has all of them.
 */
@Tag("slow")
class EveryCallTest {
  private static final Description DESCRIPTION = Description.ours();
  private static final List<String> TABLES = List.of("account_look", "client_key", "conference_key", "invitation", "sealing_key");
  /** What is spoilt, by how that is answered. */
  private static final Map<String, Consumer<Draft>> SPOILT = Map.of(
      "400 bad-request", draft -> draft.headers.put("no header", null),
      "400 malformed-json", draft -> draft.body = "{",
      "401 unauthorized", EveryCallTest::takeKeyAway,
      "403 not-our-page", draft -> draft.headers.put("Sec-Fetch-Site", "cross-site"),
      "406 not-acceptable", draft -> draft.headers.put("Accept", "text/html;q=canary"),
      "413 too-large", draft -> draft.body = "{\"a\":\"" + "x".repeat(tooMany(draft.path)) + "\"}",
      "415 unsupported-media-type", draft -> draft.headers.put("Content-Encoding", "gzip"),
      "422 invalid", EveryCallTest::spoilFields,
      "431 bad-request", draft -> draft.headers.put("X-Long", "x".repeat(40_000)),
      "431", draft -> draft.headers.put("X-Long", "x".repeat(40_000)));
  private static LocalSluis sluis;
  private static LocalSluis testGateway;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started(settings -> settings.set("demo", "true"));
    sluis.clientKey();
    testGateway = LocalSluis.started(settings -> settings.set("test", "true"));
  }

  @AfterAll
  static void stop() {
    sluis.close();
    testGateway.close();
  }

  @Test
  void aRequestThatIsWrongIsAnsweredAsDescribed() {
    var wrong = new TreeMap<String, String>();
    SPOILT.forEach((answer, spoil) -> of(answer).forEach(call -> {
      var draft = new Draft(call.isOfTestGateways() ? testGateway : sluis, call);
      spoil.accept(draft);
      var answered = draft.send();
      if (!answered.equals(answer)) {
        wrong.put(call.id() + " " + answer, answered);
      }
    }));
    assertThat(wrong).isEmpty();
  }

  /** A generated client accepts what is described, and where nothing comes back that is the problem alone. */
  @Test
  void whereOnlyAProblemComesBackNothingElseNeedBeAccepted() {
    var calls = of("406 not-acceptable").filter(call -> DESCRIPTION.answers(call).contains(call.id() + " 204")).toList();
    assertThat(calls).isNotEmpty();
    for (var call : calls) {
      var draft = new Draft(call.isOfTestGateways() ? testGateway : sluis, call);
      draft.headers.put("Accept", "application/problem+json");
      assertThat(draft.send()).as(call.id()).doesNotStartWith("406");
    }
  }

  @Test
  void aKeyThatMayNotIsAnsweredAsDescribed() {
    var calls = of("403 scope-missing").toList();
    assertThat(calls).hasSize(17);
    for (var call : calls) {
      var draft = new Draft(call.isOfTestGateways() ? testGateway : sluis, call);
      draft.headers.put("Authorization", "Bearer " + draft.gateway.createClient("idle", "&scopes=webhook"));
      assertThat(draft.send()).as(call.id()).isEqualTo("403 scope-missing");
    }
  }

  @Test
  void aBodyThatComesTooSlowlyIsNotWaitedFor() {
    var calls = of("408 timeout").toList();
    var statuses = AtOnce.each(calls, call -> new Draft(sluis, call).trickle());
    assertThat(statuses).hasSameSizeAs(calls).containsOnly("408 timeout");
  }

  @Test
  void whatBreaksIs500() {
    var database = sluis.settings.database();
    // One that is there, because what a meeting of the demonstration needs is asked first.
    assertThat(Http.send("POST", url() + "/demo/post", null, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(204);
    // One that no gateway knows yet: it asks the database.
    var key = "Bearer " + sluis.createClient("unknown-yet");
    database.useHandle(handle -> TABLES.forEach(table -> handle.execute("ALTER TABLE " + table + " RENAME TO away_" + table)));
    try {
      var wrong = new TreeMap<String, String>();
      of("500 internal").forEach(call -> {
        var draft = new Draft(sluis, call);
        draft.headers.computeIfPresent("Authorization", (name, value) -> key);
        var answer = draft.send();
        if (!answer.equals("500 internal")) {
          wrong.put(call.id(), answer);
        }
      });
      assertThat(wrong).isEmpty();
    } finally {
      database.useHandle(handle -> TABLES.forEach(table -> handle.execute("ALTER TABLE away_" + table + " RENAME TO " + table)));
    }
  }

  @Test
  void withoutADatabaseEachCallIs503() {
    try (var postgres = Postgres.start();
        var video = new VideoService();
        var database = new Valve(URI.create(postgres.url().replace("jdbc:", "")).getPort());
        var another = LocalSluis.started(settings -> {
          postgres.holds(settings);
          video.set(settings);
          settings.set("database.url", "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres");
        })) {
      another.clientKey();
      database.shut();
      var calls = of("503 unavailable").toList();
      var answers = AtOnce.each(calls, call -> new Draft(another, call).send());
      database.open();
      assertThat(answers).hasSameSizeAs(calls).containsOnly("503 unavailable");
    }
  }

  @Test
  void ofADemonstrationAndATestGatewayNothingIsThereOnALiveOne() {
    try (var earnest = LocalSluis.started()) {
      assertThat(of("404 not-found")
          .filter(call -> call.template().startsWith("/demo") || call.template().startsWith("/conference") || call.isOfTestGateways())
          .map(call -> call.id() + " " + new Draft(earnest, call).send()).filter(answer -> !answer.endsWith(" 404 not-found"))).isEmpty();
    }
  }

  @Test
  void anotherMethodIsToldWhichThereAre() {
    for (var path : DESCRIPTION.calls().stream().map(Call::template).distinct().toList()) {
      var gateway = path.startsWith("/v1/test/") ? testGateway : sluis;
      var answer = Http.send("PATCH", gateway.settings.publicUrl() + Draft.filled(path), null, "Authorization",
          "Bearer " + gateway.clientKey(), "Sec-Fetch-Site",
          "same-origin");
      assertThat(answer.problem()).as(path).isEqualTo("method-not-allowed");
      assertThat(answer.http().headers().firstValue("Allow")).as(path).isPresent();
    }
  }

  @Test
  void whatNeedsNeitherKeyNorLinkIsThere() {
    for (var path : List.of("/i", "/i/levels", "/i/brand.css", "/i/flow.js", "/i/style.css", "/i/words-nl.json", "/demo", "/demo/demo.js",
        "/demo/demo.css", "/demo/state", "/openapi.yaml", "/openapi.json")) {
      assertThat(Http.send("GET", url() + path, null).status()).as(path).isEqualTo(200);
    }
    assertThat(Http.send("GET", url() + "/i/logo", null).status()).isEqualTo(404);
    assertThat(Http.send("GET", url() + "/i/elsewhere.js", null).status()).isEqualTo(404);
    assertThat(Http.send("GET", url() + "/demo/elsewhere.js", null).status()).isEqualTo(404);
  }

  @Test
  void aDemonstrationIsPlayedByItsCalls() {
    for (var call : List.of("move", "cancel", "join", "record")) {
      try (var fresh = LocalSluis.started(settings -> settings.set("demo", "true"))) {
        assertThat(demo(fresh, call).problem()).as(call).isEqualTo("unknown-meeting");
        assertThat(demo(fresh, "steal").problem()).isEqualTo("unknown-meeting");
        assertThat(Http.send("GET", fresh.settings.publicUrl() + "/demo/mails/7", null).problem()).isEqualTo("not-found");
        assertThat(demo(fresh, "post").status()).isEqualTo(204);
        assertThat(demo(fresh, "post-three?locale=de").status()).isEqualTo(204);
        await().until(() -> Http.send("GET", fresh.settings.publicUrl() + "/demo/state", null).json().path("mails").size() == 2);
        var mail = Http.send("GET", fresh.settings.publicUrl() + "/demo/mails/0", null);
        assertThat(mail.http().body()).contains("<base target=\"_blank\">", "/i#").doesNotContain("<script");
        assertThat(mail.http().headers().allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(mail.http().headers().allValues("Content-Security-Policy")).singleElement().asString()
            .contains("frame-ancestors 'self'");
        assertThat(demo(fresh, "steal").json().at("/attempts/1/answer/result").asText()).isEqualTo("does-not-open");
        assertThat(demo(fresh, "post-made?locale=en").status()).isEqualTo(204);
        assertThat(demo(fresh, "loosen").status()).isEqualTo(204);
        assertThat(demo(fresh, call).status()).as(call).isEqualTo(204);
        assertThat(demo(fresh, "rotate").status()).isEqualTo(200);
        assertThat(Http.send("GET", fresh.settings.publicUrl() + "/demo/state", null).json().path("keys")).isNotEmpty();
      }
    }
  }

  @Test
  void theDescriptionIsServedAsItIsToEverybodyButOtherSites() throws IOException {
    var yaml = Http.send("GET", url() + "/openapi.yaml", null, "Origin", "https://elsewhere.example");
    assertThat(yaml.http().body()).isEqualTo(Files.readString(Path.of("src/main/resources/openapi.yaml")));
    assertThat(yaml.http().headers().firstValue("Content-Type")).hasValue("application/yaml");
    var json = Http.send("GET", url() + "/openapi.json", null, "Origin", "https://elsewhere.example");
    assertThat(json.json()).isEqualTo(new ObjectMapper().readTree(new YAMLMapper().readTree(yaml.http().body()).toString()));
    assertThat(json.http().headers().firstValue("Content-Type")).hasValue("application/json");
    for (var answer : List.of(yaml, json)) {
      assertThat(answer.http().headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
      assertThat(answer.http().headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.http().headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
    }
  }

  private static void takeKeyAway(Draft draft) {
    draft.headers.remove("Authorization");
    draft.isSigned = false;
  }

  private static int tooMany(String path) {
    return path.startsWith("/v1") ? 1_100_000 : path.startsWith("/conference") ? 70_000 : 5_000;
  }

  private static void spoilFields(Draft draft) {
    if (draft.body == null) {
      draft.path += "?forget=no&nonsense=1";
    } else {
      draft.body = "{\"nonsense\":1}";
    }
  }

  private static Answer demo(LocalSluis gateway, String call) {
    return Http.send("POST", gateway.settings.publicUrl() + "/demo/" + call, null, "Sec-Fetch-Site", "same-origin");
  }

  /** @return calls that may answer this, as {@code 406 not-acceptable} */
  private static Stream<Call> of(String answer) {
    return DESCRIPTION.calls().stream().filter(call -> DESCRIPTION.answers(call).contains(call.id() + " " + answer));
  }

  private static String url() {
    return sluis.settings.publicUrl();
  }
}
