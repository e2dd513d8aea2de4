package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import nl.sluis.database.Daos;
import nl.sluis.feed.EventDao;
import nl.sluis.feed.EventType;
import nl.sluis.feed.NewEvent;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Http;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Receiver;
import nl.sluis.testing.Receiver.Reply;
import nl.sluis.testing.SealedPosts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks, as schedulers and receivers meet them. The same on every database. Each test has a client of its own. */
abstract class WebhooksContract extends GatewaysContract {
  /** {@code -Dwebhook.events=10000} sends as many. */
  private static final int EVENTS = Integer.getInteger("webhook.events", 1_000);
  /** So long a gateway waits for a receiver. */
  private static final Duration AN_ATTEMPT = Duration.ofSeconds(15);
  private static final String ASKED = EventType.ASKED.type();
  private final List<Receiver> receivers = new ArrayList<>();
  private String name;
  private String clientKey;
  private Receiver receiver;

  @BeforeEach
  void begin() {
    name = "told-" + Numbers.next().substring(1);
    clientKey = at(0).createClient(name);
    receiver = receiver();
  }

  @AfterEach
  void end() {
    receivers.forEach(Receiver::close);
    receivers.clear();
    execute("DELETE FROM webhook");
  }

  // What is sent

  @Test
  void whatHappensIsToldAsInTheFeedAndSigned() {
    var made = makes(receiver.url());
    var posted = new SealedPosts("sender", 1);
    posted.invitee(0).put("ref", "candidate-17");
    assertThat(ask("POST", "/v1/invitations", posted.request).status()).isEqualTo(201);
    await().until(() -> receiver.received().size() >= 2);
    var feed = new FeedReader(() -> at(last()).settings.publicUrl(), clientKey).reads();
    assertThat(receiver.types()).containsExactlyInAnyOrder("webhook.created", "invitation.mailed");
    for (var message : receiver.received()) {
      var event = feed.stream().filter(one -> one.path("id").asText().equals(message.id())).findFirst().orElseThrow();
      assertThat(message.json()).isEqualTo(Meetings.JSON.createObjectNode().put("type", event.path("type").asText())
          .put("timestamp", event.path("at").asText()).set("data", event));
      assertThat(message.isSignedBy(made.text("secret"))).isTrue();
      assertThat(message.isSignedBy("whsec_" + "A".repeat(43) + "=")).isFalse();
      assertThat(message.body().length()).isLessThan(2_000);
      assertThat(message.header("User-Agent")).isEqualTo("Sluis");
      assertThat(message.header("Content-Type")).startsWith("application/json");
    }
    assertThat(feed.get(0).at("/data/webhook").asText()).isEqualTo(made.text("id"));
    await().until(() -> rows("webhook_delivery") == 0);
    assertThat(find(made).json().at("/last/status").asInt()).isEqualTo(204);
  }

  @Test
  void onlyTheTypesThatWereAskedForAreTold() {
    // First, so that it is there when the making of the other is told, however soon that is.
    var all = receiver();
    makes(all.url());
    makes(receiver.url(), ASKED, "invitation.locked");
    happen(EventType.ASKED, 2);
    happen(EventType.MAILED, 2);
    happen(EventType.LOCKED, 1);
    await().until(() -> receiver.received().size() == 3 && all.received().size() == 7);
    assertThat(receiver.types()).containsExactlyInAnyOrder(ASKED, ASKED, "invitation.locked");
    assertThat(all.types()).contains("webhook.created", "invitation.mailed");
  }

  @Test
  void anotherClientHearsNothingAndSeesNothing() {
    var made = makes(receiver.url());
    await().until(() -> receiver.received().size() == 1);
    var other = at(0).createClient("other-" + name);
    for (var call : List.of(Map.entry("GET", ""), Map.entry("DELETE", ""), Map.entry("POST", "/rotate-secret"), Map.entry("POST", "/test"),
        Map.entry("GET", "/deliveries"))) {
      var answer = Http.send(call.getKey(), url(0) + "/v1/webhooks/" + made.text("id") + call.getValue(), null, "Authorization",
          "Bearer " + other);
      assertThat(answer.problem()).as(call.toString()).isEqualTo("unknown-webhook");
    }
    var redelivery = Http.send("POST", url(0) + "/v1/webhooks/" + made.text("id") + "/redeliver", "{\"since\":\"2027-01-01T00:00:00Z\"}",
        "Authorization", "Bearer " + other);
    assertThat(redelivery.problem()).isEqualTo("unknown-webhook");
    assertThat(Http.send("GET", url(0) + "/v1/webhooks", null, "Authorization", "Bearer " + other).json().path("webhooks")).isEmpty();
    assertThat(Http.send("POST", url(0) + "/v1/invitations", new SealedPosts("sender", 1).request.toString(), "Authorization",
        "Bearer " + other).status()).isEqualTo(201);
    happen(EventType.ASKED, 1);
    await().until(() -> receiver.received().size() == 2);
    assertThat(receiver.types()).containsExactly("webhook.created", ASKED);
  }

  // What is refused

  @Test
  void aWrongWebhookIsRefusedAtItsFields() {
    for (var url : List.of("http://receiver.example/", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/",
        "https://[fd00::1]/",
        "https://0.0.0.0/", "https://user@receiver.example/", "https://2130706433/", "https://name-of-nobody.invalid/")) {
      var answer = ask("POST", "/v1/webhooks", json().put("url", url));
      assertThat(answer.problem()).as(url).isEqualTo("invalid");
      assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/url");
    }
    var refused = ask("POST", "/v1/webhooks", wanting("", ASKED, "invitation.nothing").put("colour", "red"));
    assertThat(refused.json().path("errors").findValuesAsText("pointer")).containsExactlyInAnyOrder("/url", "/types/1", "/colour");
    assertThat(ask("POST", "/v1/webhooks", wanting(receiver.url()).set("types", Meetings.JSON.createArrayNode())).status()).isEqualTo(422);
    assertThat(ask("GET", "/v1/webhooks", null).json().path("webhooks")).isEmpty();
  }

  @Test
  void aClientHasFive() {
    var ids = IntStream.range(0, 5).mapToObj(at -> makes(receiver.url()).text("id")).toList();
    var sixth = ask("POST", "/v1/webhooks", wanting(receiver.url()));
    assertThat(sixth.status()).isEqualTo(422);
    assertThat(sixth.json().at("/errors/0/detail").asText()).contains("5 webhooks");
    assertThat(ask("DELETE", "/v1/webhooks/" + ids.get(2), null).status()).isEqualTo(204);
    assertThat(ask("DELETE", "/v1/webhooks/" + ids.get(2), null).status()).isEqualTo(404);
    makes(receiver.url());
    assertThat(ask("GET", "/v1/webhooks", null).json().path("webhooks")).hasSize(5);
  }

  // Secrets

  @Test
  void bothSecretsSignForADay() {
    var made = makes(receiver.url(), ASKED);
    var first = made.text("secret");
    assertThat(first).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(made.http().headers().firstValue("Location")).hasValue("/v1/webhooks/" + made.text("id"));
    var second = ask("POST", "/v1/webhooks/" + made.text("id") + "/rotate-secret", null).text("secret");
    assertThat(find(made).text("formerSecretUntil")).isNotNull();
    assertThat(find(made).toString()).doesNotContain(first, second);
    happen(EventType.ASKED, 1);
    await().until(() -> receiver.received().size() == 1);
    assertThat(List.of(first, second)).allMatch(receiver.received().get(0)::isSignedBy);
    assertThat(receiver.received().get(0).header("webhook-signature").split(" ")).hasSize(2);
    advance(Duration.ofHours(24).plusSeconds(1));
    happen(EventType.ASKED, 1);
    await().until(() -> receiver.received().size() == 2);
    assertThat(receiver.received().get(1).header("webhook-signature").split(" ")).as("only the second is left").hasSize(1);
    assertThat(find(made).json().has("formerSecretUntil")).isFalse();
  }

  @Test
  void neitherUrlNorSecretStandsOnTheDisk() throws Exception {
    var made = makes(receiver.url() + "/token-of-the-receiver");
    ask("POST", "/v1/webhooks/" + made.text("id") + "/rotate-secret", null);
    await().until(() -> receiver.received().size() == 1);
    var secret = made.text("secret").substring("whsec_".length());
    var raw = new String(Base64.getDecoder().decode(secret), StandardCharsets.ISO_8859_1);
    for (var file : files()) {
      if (Files.exists(file)) {
        assertThat(new String(Databases.bytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
            .doesNotContain("token-of-the-receiver").doesNotContain(secret).doesNotContain(raw);
      }
    }
  }

  @Test
  void keysRotateUnderWebhooks() {
    var made = makes(receiver.url(), ASKED);
    var second = ask("POST", "/v1/webhooks/" + made.text("id") + "/rotate-secret", null).text("secret");
    for (var rotation = 1; rotation <= 2; rotation++) {
      var key = one("SELECT key_id FROM webhook WHERE id = '" + made.text("id") + "'");
      assertThat(at(0).operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      assertThat(one("SELECT key_id FROM webhook WHERE id = '" + made.text("id") + "'")).isNotEqualTo(key);
      happen(EventType.ASKED, 1);
      var came = rotation;
      await().until(() -> receiver.received().size() == came);
      assertThat(List.of(made.text("secret"), second)).allMatch(receiver.received().get(rotation - 1)::isSignedBy);
    }
    var active = one("SELECT id FROM sealing_key WHERE active_family = 'store'");
    assertThat(at(0).operates("POST", "/tasks/compromise-key?key=" + active).status()).isEqualTo(200);
    assertThat(find(made).text("url")).isEqualTo(receiver.url());
  }

  @Test
  void theWebhookOfAnotherClientIsNotMineByAChangeOfItsRow() {
    var made = makes(receiver.url(), ASKED);
    var victim = at(0).createClient("victim-" + name);
    assertThat(victim).isNotNull();
    try (var audit = new CapturedAudit()) {
      execute("UPDATE webhook SET slot = 1, client_id = (SELECT id FROM client WHERE name = 'victim-" + name + "')");
      happen("victim-" + name, EventType.ASKED, 1);
      await().until(() -> "tampered".equals(one("SELECT disabled_because FROM webhook WHERE id = '" + made.text("id") + "'")));
      await().untilAsserted(
          () -> assertThat(audit.lines()).anyMatch(line -> line.contains("webhook-disabled " + made.text("id") + " tampered")));
    }
    assertThat(receiver.received()).isEmpty();
  }

  // Attempts

  @Test
  void aTestSaysWhatTheReceiverAnswered() {
    var made = makes(receiver.url(), ASKED);
    var test = "/v1/webhooks/" + made.text("id") + "/test";
    assertThat(ask("POST", test, null).json()).isEqualTo(json().put("taken", true).put("status", 204));
    assertThat(receiver.received().get(0).json().path("type").asText()).isEqualTo("webhook.test");
    assertThat(receiver.received().get(0).json().at("/data/webhook").asText()).isEqualTo(made.text("id"));
    assertThat(receiver.received().get(0).isSignedBy(made.text("secret"))).isTrue();
    receiver.answers(302, "Location", "http://127.0.0.1:1/");
    assertThat(ask("POST", test, null).json()).isEqualTo(json().put("taken", false).put("status", 302));
    assertThat(find(made).text("failingSince")).isNotNull();
    receiver.close();
    assertThat(ask("POST", test, null).json()).isEqualTo(json().put("taken", false).put("reason", "no-connection"));
  }

  @Test
  void twoTestsOfAClientAreUnderWayAtMost() {
    var hanging = receiver().hangs();
    var made = makes(hanging.url(), ASKED);
    var test = "/v1/webhooks/" + made.text("id") + "/test";
    var waiting = IntStream.range(0, 2).mapToObj(one -> CompletableFuture.supplyAsync(() -> ask("POST", test, null))).toList();
    await().until(() -> hanging.received().size() == 2);
    var third = ask("POST", test, null);
    assertThat(third.problem()).isEqualTo("too-soon");
    assertThat(third.http().headers().firstValue("Retry-After")).hasValue("5");
    hanging.close();
    waiting.forEach(one -> assertThat(one.join().json().path("taken").asBoolean()).isFalse());
  }

  @Test
  void whatFailsIsTriedByTheScheduleUnderOneIdAndThenKept() {
    var made = makes(receiver.url(), ASKED);
    receiver.answers(500);
    happen(EventType.ASKED, 1);
    var pauses = List.of("PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H");
    for (var attempt = 1; attempt <= 10; attempt++) {
      var came = attempt;
      await().until(() -> attempts(made) >= came);
      if (attempt <= pauses.size()) {
        var owed = await().until(() -> deliveries(made, "owed").get(0), one -> one.path("attempts").asInt() == attempts(made));
        // Five seconds may be over before anybody looks.
        attempt = attempt == 1 ? owed.path("attempts").asInt() : attempt;
        assertThat(owed.path("attempts").asInt()).isEqualTo(attempt);
        assertThat(owed.at("/last/status").asInt()).isEqualTo(500);
        var pause = Duration.parse(pauses.get(attempt - 1));
        assertThat(Duration.between(Instant.parse(owed.at("/last/at").asText()), Instant.parse(owed.path("dueAt").asText())))
            .isBetween(pause, pause.multipliedBy(6).dividedBy(5));
        advance(pause.multipliedBy(6).dividedBy(5));
      }
    }
    assertThat(receiver.received()).hasSize(10);
    assertThat(receiver.received().stream().map(Receiver.Received::id).distinct()).hasSize(1);
    var timestamps = receiver.received().stream().map(message -> Long.parseLong(message.header("webhook-timestamp"))).toList();
    assertThat(timestamps.get(9) - timestamps.get(0)).as("of the attempt").isGreaterThan(75 * 3_600);
    var failed = deliveries(made, "failed").get(0);
    assertThat(failed.path("id").asText()).isEqualTo(receiver.received().get(0).id());
    assertThat(failed.has("dueAt")).isFalse();
    assertThat(deliveries(made, "owed")).isEmpty();

    receiver.answers(200);
    assertThat(redelivers(made, "2020-01-01T00:00:00Z").json().path("owed").asInt()).isEqualTo(1);
    await().until(() -> receiver.received().size() == 11);
    assertThat(receiver.received().get(10).id()).isEqualTo(failed.path("id").asText());
    await().until(() -> deliveries(made, "failed").isEmpty() && rows("webhook_delivery") == 0);
    assertThat(find(made).json().has("failingSince")).isFalse();
  }

  @Test
  void whoAsksForAPauseGetsIt() {
    var made = makes(receiver.url(), ASKED);
    receiver.answers(429, "Retry-After", "3600");
    happen(EventType.ASKED, 1);
    await().until(() -> attempts(made) == 1);
    advance(Duration.ofMinutes(30));
    happen(EventType.ASKED, 1);
    await().until(() -> rows("webhook_delivery") == 2);
    // The sender looked since, because it told another webhook of this.
    var witness = receiver();
    makes(witness.url());
    await().until(() -> !witness.received().isEmpty());
    assertThat(receiver.received()).hasSize(1);
    receiver.answers(200);
    advance(Duration.ofMinutes(31));
    await().until(() -> receiver.received().size() == 3);
  }

  @Test
  void a410DisablesAndATestThatIsTakenEnables() {
    var witness = receiver();
    makes(witness.url(), "webhook.disabled");
    receiver.answers(410);
    Answer made;
    try (var audit = new CapturedAudit()) {
      made = makes(receiver.url(), ASKED);
      happen(EventType.ASKED, 1);
      await().until(() -> find(made).json().at("/disabled/because").asText().equals("gone"));
      await().untilAsserted(() -> assertThat(audit.lines())
          .anyMatch(line -> line.contains("webhook-created " + made.text("id") + " client=" + name + " host=127.0.0.1"))
          .anyMatch(line -> line.contains("webhook-disabled " + made.text("id") + " gone")));
    }
    await().until(() -> witness.received().size() == 1);
    assertThat(witness.received().get(0).json().at("/data/data/webhook").asText()).isEqualTo(made.text("id"));
    happen(EventType.ASKED, 1);
    var before = receiver.received().size();
    assertThat(redelivers(made, "2020-01-01T00:00:00Z").problem()).isEqualTo("webhook-disabled");
    var clients = at(0).operates("GET", "/clients").json().path("clients");
    assertThat(clients).anyMatch(client -> client.path("name").asText().equals(name)
        && client.path("webhooks").toString().equals("[\"127.0.0.1\",\"127.0.0.1 (disabled)\"]"));
    assertThat(receiver.received()).hasSize(before);

    receiver.answers(200);
    assertThat(ask("POST", "/v1/webhooks/" + made.text("id") + "/test", null).json().path("taken").asBoolean()).isTrue();
    assertThat(find(made).json().has("disabled")).isFalse();
    redelivers(made, "2020-01-01T00:00:00Z");
    advance(Duration.ofSeconds(10));
    await().until(() -> receiver.received().stream().filter(message -> message.type().equals(ASKED)).map(Receiver.Received::id).distinct()
        .count() == 2
        && rows("webhook_delivery") == 0);
  }

  @Test
  void fiveDaysOfFailuresDisable() {
    var made = makes(receiver.url(), ASKED);
    receiver.answers(503);
    happen(EventType.ASKED, 1);
    await().until(() -> attempts(made) == 1);
    advance(Duration.ofDays(4).plusHours(23));
    await().until(() -> attempts(made) == 2);
    assertThat(find(made).json().has("disabled")).isFalse();
    advance(Duration.ofHours(2));
    await().until(() -> find(made).json().at("/disabled/because").asText().equals("failing"));
  }

  @Test
  void aRevokedClientIsToldNothing() {
    var hanging = receiver();
    var made = makes(receiver.url(), ASKED);
    makes(hanging.url(), ASKED);
    receiver.answers(500);
    happen(EventType.ASKED, 3);
    await().until(() -> receiver.received().size() >= 3);
    assertThat(at(last()).operates("POST", "/tasks/revoke-client?name=" + name).status()).isEqualTo(200);
    var revoked = System.nanoTime();
    assertThat(one("SELECT disabled_because FROM webhook WHERE id = '" + made.text("id") + "'")).isEqualTo("client-revoked");
    happen(EventType.ASKED, 3);
    advance(Duration.ofDays(1));
    var witness = at(0).createClient("witness-" + name);
    Http.send("POST", url(0) + "/v1/webhooks", wanting(hanging.url() + "/witness").toString(), "Authorization", "Bearer " + witness);
    await().until(() -> hanging.received().stream().anyMatch(message -> message.type().equals("webhook.created")));
    assertThat(receiver.received()).as("later than a second after it")
        .noneMatch(message -> message.nanos() - revoked > Duration.ofSeconds(1).toNanos());
  }

  // Many

  @Test
  void whoHangsCostsOthersNothing() {
    var first = System.nanoTime();
    var hanging = receiver().hangs();
    var keys = IntStream.range(0, 10).mapToObj(at -> at(0).createClient("hangs-" + at + "-" + name)).toList();
    keys.forEach(key -> IntStream.range(0, 5).forEach(at -> assertThat(
        Http.send("POST", url(at % gateways()) + "/v1/webhooks", wanting(hanging.url()).toString(), "Authorization", "Bearer " + key)
            .status())
        .isEqualTo(201)));
    var made = makes(receiver.url(), ASKED);
    assertThat(ask("POST", "/v1/webhooks/" + made.text("id") + "/test", null).json().path("taken").asBoolean()).isTrue();
    await().until(() -> hanging.received().size() >= 4);
    var slowest = 0L;
    for (var times = 1; times <= 20; times++) {
      var begun = System.nanoTime();
      happen(EventType.ASKED, 1);
      var came = times + 1;
      await().pollInterval(Duration.ofMillis(5)).until(() -> receiver.received().size() == came);
      slowest = Math.max(slowest, receiver.received().get(times).nanos() - begun);
    }
    System.out.printf(Locale.ROOT, "%s: beside 50 receivers that hang the slowest of 20 messages came after %d ms%n",
        getClass().getSimpleName(),
        Duration.ofNanos(slowest).toMillis());
    var rounds = 2 + Duration.ofNanos(System.nanoTime() - first).dividedBy(AN_ATTEMPT);
    assertThat(hanging.received().size()).as("at once, on each gateway, and those of each next round")
        .isLessThanOrEqualTo((int) rounds * 4 * gateways());
    assertThat(Duration.ofNanos(slowest)).as("about two seconds where nobody else works").isLessThan(Duration.ofSeconds(14));
  }

  /** Of each three attempts one fails, by chance that is the same each time. Each event comes at least once, and in the feed exactly once. */
  @Test
  void manyEventsComeAtLeastOnceThoughAThirdOfAttemptsFails() {
    var tried = new ConcurrentHashMap<String, Integer>();
    var taken = ConcurrentHashMap.<String>newKeySet();
    var made = makes(receiver.url(), ASKED);
    receiver.answers(message -> {
      var times = tried.merge(message.id(), 1, Integer::sum);
      var fails = (message.id().hashCode() * 31 + times) % 3 == 0;
      if (!fails) {
        taken.add(message.id());
      }
      return new Reply(fails ? 500 : 200);
    });
    var begun = System.nanoTime();
    happen(EventType.ASKED, EVENTS);
    await().atMost(Duration.ofMinutes(20)).until(() -> {
      if (rows("unplaced_event") == 0 && owedNow(made) == 0) {
        advance(Duration.ofMinutes(10));
      }
      return taken.size() == EVENTS && rows("webhook_delivery") == 0;
    });
    var feed = new FeedReader(() -> url(last()), clientKey).reads().stream().filter(event -> event.path("type").asText().equals(ASKED))
        .map(event -> event.path("id").asText()).toList();
    assertThat(feed).hasSize(EVENTS).doesNotHaveDuplicates();
    assertThat(taken).containsExactlyInAnyOrderElementsOf(feed);
    assertThat(tried.keySet()).as("under no other id").isEqualTo(new HashSet<>(feed));
    var attempts = tried.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(Locale.ROOT, "%s: %d events came by %d attempts, of which %d failed, in %.1f s%n", getClass().getSimpleName(), EVENTS,
        attempts, attempts - taken.size(), (System.nanoTime() - begun) / 1e9);
  }

  /** As a gateway leaves it that dies. One that starts on H2 does not wait so long. */
  @Test
  void whatADeadGatewayClaimedIsSentWhenTheLeaseEnds() {
    var made = makes(receiver.url(), ASKED);
    receiver.answers(500);
    happen(EventType.ASKED, 1);
    await().until(() -> attempts(made) == 1);
    execute("UPDATE webhook_delivery SET lease = 'of a dead one', due_at = due_at + INTERVAL '2' MINUTE");
    receiver.answers(200);
    advance(Duration.ofMinutes(3));
    await().until(() -> receiver.received().size() == 2 && rows("webhook_delivery") == 0);
  }

  @Test
  void whatWasForgottenIsNotSentAndNotOwedAnyMore() {
    var made = makes(receiver.url(), ASKED);
    receiver.answers(500);
    happen(EventType.ASKED, 1);
    await().until(() -> attempts(made) == 1);
    execute("DELETE FROM event WHERE client_id = '" + clientId() + "'");
    assertThat(deliveries(made, "owed")).isEmpty();
    advance(Duration.ofSeconds(10));
    await().until(() -> rows("webhook_delivery") == 0);
    assertThat(receiver.received()).hasSize(1);
  }

  // How it is asked

  private Receiver receiver() {
    var one = new Receiver();
    receivers.add(one);
    return one;
  }

  private Answer makes(String url, String... types) {
    var made = ask("POST", "/v1/webhooks", wanting(url, types));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return made;
  }

  private static ObjectNode json() {
    return Meetings.JSON.createObjectNode();
  }

  private static ObjectNode wanting(String url, String... types) {
    var body = json().put("url", url);
    for (var type : types) {
      body.withArray("types").add(type);
    }
    return body;
  }

  private Answer find(Answer made) {
    return ask("GET", "/v1/webhooks/" + made.text("id"), null);
  }

  private List<JsonNode> deliveries(Answer made, String state) {
    var found = new ArrayList<JsonNode>();
    ask("GET", "/v1/webhooks/" + made.text("id") + "/deliveries?state=" + state, null).json().path("deliveries").forEach(found::add);
    return found;
  }

  private Answer redelivers(Answer made, String since) {
    return ask("POST", "/v1/webhooks/" + made.text("id") + "/redeliver", json().put("since", since));
  }

  private Answer ask(String method, String path, JsonNode body) {
    return Http.send(method, url(last()) + path, body == null ? null : body.toString(), "Authorization", "Bearer " + clientKey);
  }

  private String url(int gateway) {
    return at(gateway).settings.publicUrl();
  }

  // What the database has

  private void happen(EventType type, int many) {
    happen(name, type, many);
  }

  /** Such events are there as if invitations had met them. */
  private void happen(String client, EventType type, int many) {
    var id = one("SELECT id FROM client WHERE name = '" + client + "'");
    var now = Instant.now();
    jdbi().useTransaction(handle -> Daos.attach(handle, EventDao.class)
        .insert(IntStream.range(0, many).mapToObj(at -> new NewEvent(id, null, type.type(), now.plusNanos(at * 1_000L), at)).toList()));
  }

  private String clientId() {
    return one("SELECT id FROM client WHERE name = '" + name + "'");
  }

  private String one(String sql) {
    return jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private long attempts(Answer made) {
    return jdbi().withHandle(handle -> handle
        .createQuery("SELECT COALESCE(SUM(attempts), 0) FROM webhook_delivery WHERE lease IS NULL AND webhook_id = :id")
        .bind("id", made.text("id")).mapTo(Long.class).one());
  }

  /** @return how many are under way, or due by the clocks of the gateways */
  private long owedNow(Answer made) {
    var now = at(0).clock.databaseClock().embedded().recent().orElseThrow();
    return rows("webhook_delivery WHERE webhook_id = '" + made.text("id") + "' AND (lease IS NOT NULL OR due_at <= '" + now + "')");
  }
}
