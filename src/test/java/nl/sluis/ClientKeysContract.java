package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of clients are made, follow each other, expire and are revoked, on all gateways. The same on every database. */
abstract class ClientKeysContract extends GatewaysContract {
  private static final String CREATE = "/tasks/create-client?name=";
  private static final String REVOKE = "/tasks/revoke-client?name=";

  @Test
  void aKeyExpiresToTheMomentThoughItIsKnown() {
    var lines = created("expiring", "&expires=PT1H");
    var key = lines.get("client-key");
    var until = Instant.parse(lines.get("expires"));
    advance(Duration.between(Instant.now(), until).minusSeconds(30));
    for (var gateway = 0; gateway < gateways(); gateway++) {
      assertThat(status(gateway, key)).as("known from now on").isEqualTo(404);
    }
    advance(Duration.ofSeconds(31));
    for (var gateway = 0; gateway < gateways(); gateway++) {
      var refused = find(gateway, key);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.http().body()).as("as an unknown one").isEqualTo(find(gateway, "A".repeat(43)).http().body());
    }
    var listed = key(lines.get("key-id"), "expiring");
    assertThat(Instant.parse(listed.path("expiresAt").asText())).as("it is listed until it is revoked").isEqualTo(until);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P90D", "P1Y", "P6M", "P2W", "PT12H", "P1DT1S", "P10Y"})
  void aTermIsOfTheCalendar(String term) {
    var until = Instant.parse(created("termed", "&expires=" + term).get("expires"));
    var now = Instant.now();
    var amount = term.contains("T") ? Duration.parse(term) : java.time.Period.parse(term);
    assertThat(Duration.between(until, now.atOffset(ZoneOffset.UTC).plus(amount).toInstant())).isBetween(Duration.ofMinutes(-1),
        Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&expires=", "&expires=90", "&expires=P", "&expires=P0D", "&expires=-P1D", "&expires=PT0S", "&expires=P11Y",
    "&expires=P10YT1S", "&expires=P999999999Y", "&expires=PT9999999999999H", "&expires=P1D&expires=P2D", "&expires=2027-01-12", "&scopes=",
    "&scopes=post,", "&scopes=Post", "&scopes=post+read", "&scopes=write", "&scopes=post&scopes=read", "&scope=read", "&expire=P1D"})
  void whatIsNoTermOrScopeMakesNoKey(String more) {
    assertThat(at(0).operates("POST", CREATE + "wrong" + more).problem()).isEqualTo("invalid");
    assertThat(rows("client WHERE name = 'wrong'")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"&key=", "&key=newest", "&key=0123456", "&key=012345678", "&key=ABCDEF01", "&key=01234567&key=76543210",
    "&keys=x"})
  void whatIsNoKeyRevokesNothing(String more) {
    var key = at(0).createClient("kept");
    assertThat(at(0).operates("POST", REVOKE + "kept" + more).problem()).isEqualTo("invalid");
    assertThat(status(0, key)).isEqualTo(404);
  }

  @Test
  void aKeyIsReplacedWithoutAGap() throws Exception {
    var key = new AtomicReference<>(at(0).createClient("replacing"));
    var former = key.get();
    var done = new AtomicBoolean();
    var answered = new AtomicInteger();
    var statuses = ConcurrentHashMap.<Integer>newKeySet();
    var pool = Executors.newFixedThreadPool(2 * gateways());
    try {
      var askers = new ArrayList<Future<?>>();
      for (var i = 0; i < 2 * gateways(); i++) {
        var gateway = i % gateways();
        askers.add(pool.submit(() -> {
          while (!done.get()) {
            statuses.add(status(gateway, key.get()));
            answered.incrementAndGet();
          }
        }));
      }
      awaitMore(answered);
      key.set(at(last()).createClient("replacing"));
      awaitMore(answered);
      var said = at(0).operates("POST", REVOKE + "replacing&key=all-but-newest").http().body();
      assertThat(said).contains("keys revoked: 1");
      awaitMore(answered);
      done.set(true);
      for (var asker : askers) {
        asker.get(60, TimeUnit.SECONDS);
      }
    } finally {
      done.set(true);
      pool.shutdown();
    }
    assertThat(statuses).containsExactly(404);
    assertThat(status(0, former)).as("where it was revoked, at once").isEqualTo(401);
    for (var gateway = 0; gateway < gateways(); gateway++) {
      var each = gateway;
      await().until(() -> status(each, former) == 401);
    }
  }

  @Test
  void oneKeyIsRevokedAndTheOthersStay() {
    try (var audit = new CapturedAudit()) {
      var first = created("several", "&scopes=read");
      var second = created("several", "");
      assertThat(audit.lines()).contains(
          "client-key-created several key=" + first.get("key-id") + " scopes=read expires=never operator=operator",
          "client-key-created several key=" + second.get("key-id") + " scopes=post,read,revoke,webhook expires=never operator=operator");
      assertThat(status(0, first.get("client-key"))).isEqualTo(404);

      var revoked = at(0).operates("POST", REVOKE + "several&key=" + first.get("key-id"));
      assertThat(revoked.http().body().lines()).contains("client: several", "keys revoked: 1", "key-id: " + first.get("key-id"));
      assertThat(status(0, first.get("client-key"))).isEqualTo(401);
      assertThat(status(0, second.get("client-key"))).isEqualTo(404);
      assertThat(audit.lines()).contains("client-key-revoked several key=" + first.get("key-id") + " operator=operator");
      assertThat(audit.lines()).noneMatch(line -> line.startsWith("client-revoked"));

      assertThat(at(0).operates("POST", REVOKE + "several&key=" + first.get("key-id")).http().body()).as("again")
          .contains("keys revoked: 0");
      var foreign = created("foreign", "").get("key-id");
      assertThat(at(0).operates("POST", REVOKE + "several&key=" + foreign).problem()).as("another client's").isEqualTo("not-found");
      assertThat(at(0).operates("POST", REVOKE + "nobody&key=" + foreign).problem()).isEqualTo("not-found");

      assertThat(at(0).operates("POST", REVOKE + "several").http().body()).as("all").contains("keys revoked: 1");
      assertThat(audit.lines()).contains("client-key-revoked several key=" + second.get("key-id") + " operator=operator",
          "client-revoked several keys=1 operator=operator");
      assertThat(status(0, second.get("client-key"))).isEqualTo(401);
    }
  }

  @Test
  void allButTheNewestThatIsValidAreRevoked() {
    var first = created("newest", "");
    var second = created("newest", "");
    var third = created("newest", "&expires=PT1H");
    advance(Duration.ofHours(2));
    var said = at(0).operates("POST", REVOKE + "newest&key=all-but-newest").http().body();
    assertThat(said).contains("keys revoked: 2", first.get("key-id"), third.get("key-id")).doesNotContain(second.get("key-id"));
    assertThat(status(0, second.get("client-key"))).isEqualTo(404);
    assertThat(status(0, first.get("client-key"))).isEqualTo(401);
    assertThat(at(0).operates("POST", REVOKE + "newest&key=all-but-newest").http().body()).contains("keys revoked: 0");
  }

  @Test
  void clientsAreListedWithTheDayOfLastUse() {
    var first = created("listed", "&scopes=revoke,post&expires=P90D");
    var second = created("listed", "");
    var keys = keys("listed");
    assertThat(keys).extracting(key -> key.path("id").asText()).as("the newest first").containsExactly(second.get("key-id"),
        first.get("key-id"));
    assertThat(keys.get(1).path("scopes").toString()).isEqualTo("[\"post\",\"revoke\"]");
    assertThat(keys.get(1).path("expiresAt").asText()).isEqualTo(first.get("expires"));
    assertThat(Instant.parse(keys.get(1).path("createdAt").asText())).isBetween(Instant.now().minusSeconds(600),
        Instant.now().plusSeconds(60));
    assertThat(keys.get(0).path("expiresAt").isNull()).isTrue();
    assertThat(keys).allMatch(key -> key.path("lastUsedOn").isNull());

    assertThat(status(last(), first.get("client-key"))).as("what it may not is a use too").isEqualTo(403);
    assertThat(usedOn(first)).isIn(day(0), day(-1));
    assertThat(usedOn(second)).isEqualTo("");
    advance(Duration.ofDays(2));
    // Which key it is, a gateway knows for a second.
    await().until(() -> status(last(), first.get("client-key")) == 403 && usedOn(first).compareTo(day(1)) > 0);
    advance(Duration.ofDays(-2));
    assertThat(status(0, first.get("client-key"))).isEqualTo(403);
    assertThat(usedOn(first)).as("a clock that was set back takes nothing back").isGreaterThan(day(1));

    assertThat(at(0).operates("POST", REVOKE + "listed").status()).isEqualTo(200);
    assertThat(keys("listed")).as("revoked ones are not listed").isEmpty();
    assertThat(Http.send("GET", at(0).settings.adminUrl() + "/clients", null).status()).isEqualTo(401);
  }

  @Test
  void healthSaysTwoWeeksAheadThatTheLastKeyOfAClientExpires() {
    created("ending", "&expires=P20D");
    created("going-on", "&expires=P20D");
    created("going-on", "");
    assertThat(warning()).doesNotContain("ending", "going-on");
    advance(Duration.ofDays(7));
    assertThat(warning()).contains("ending (" + keys("ending").get(0).path("expiresAt").asText() + ")").doesNotContain("going-on");
    advance(Duration.ofDays(20));
    assertThat(warning()).as("it has expired").contains("ending (").doesNotContain("going-on");
    created("ending", "&expires=P15D");
    assertThat(warning()).as("another follows").doesNotContain("ending");
    advance(Duration.ofDays(2));
    assertThat(warning()).contains("ending (");
    assertThat(at(0).operates("POST", REVOKE + "ending").status()).isEqualTo(200);
    assertThat(warning()).as("nobody needs it").doesNotContain("ending");
  }

  private String warning() {
    var check = Http.send("GET", at(last()).settings.adminUrl() + "/healthcheck", null).json().path("client-keys");
    assertThat(check.path("healthy").asBoolean()).isEqualTo(!check.has("message"));
    return check.path("message").asText();
  }

  private static void awaitMore(AtomicInteger answered) {
    var before = answered.get();
    await().until(() -> answered.get() > before + 20);
  }

  private static String day(int ahead) {
    return LocalDate.now(ZoneOffset.UTC).plusDays(ahead).toString();
  }

  private String usedOn(Lines made) {
    var day = key(made.get("key-id"), "listed").path("lastUsedOn");
    return day.isNull() ? "" : day.asText();
  }

  private JsonNode key(String id, String client) {
    return keys(client).stream().filter(key -> key.path("id").asText().equals(id)).findFirst().orElseThrow();
  }

  private List<JsonNode> keys(String client) {
    var clients = at(0).operates("GET", "/clients").json().path("clients");
    return StreamSupport.stream(clients.spliterator(), false).filter(one -> one.path("name").asText().equals(client))
        .flatMap(one -> StreamSupport.stream(one.path("keys").spliterator(), false)).toList();
  }

  private Lines created(String name, String more) {
    var answer = at(0).operates("POST", CREATE + name + more);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return new Lines(answer.http().body().lines().toList());
  }

  private int status(int gateway, String key) {
    return find(gateway, key).status();
  }

  /** Of an invitation that nobody has. */
  private Answer find(int gateway, String key) {
    return Http.send("GET", at(gateway).settings.publicUrl() + "/v1/invitations/" + "A".repeat(22), null, "Authorization", "Bearer " + key);
  }

  /** What create-client says. */
  private record Lines(List<String> all) {
    String get(String what) {
      return all.stream().filter(line -> line.startsWith(what + ": ")).findFirst().orElseThrow().substring(what.length() + 2);
    }
  }
}
