package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import nl.sluis.standin.Fault;
import nl.sluis.standin.Operation;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.Test;

/**
 * What is left at the video service is deleted, and nothing that the database does not name: while the service is away, after keys changed, and when posts
 * were cut short. The clock only goes forward. The same on every database.
 */
abstract class ConferenceSweepContract extends ConferencesGateways {
  private static final Duration AN_HOUR = Duration.ofMinutes(61);

  /** The create is done, and nobody can tell: as after a kill, the marker alone is known. */
  @Test
  void aMeetingWhosePostWasCutShortIsFoundByItsMarkerAnHourLater() {
    var before = zoom.meetings().ids();
    cutShort(request(1));
    assertThat(zoom.meetings().ids()).as("it exists").hasSize(before.size() + 1);
    assertThat(rows("state = 'intended'")).isEqualTo(1);
    zoom.heal();
    advance(Duration.ofMinutes(30));
    awaitSweep();
    assertThat(zoom.meetings().ids()).as("a slow post may still come").hasSize(before.size() + 1);
    advance(AN_HOUR);
    await().until(() -> zoom.meetings().ids().equals(before));
    await().until(() -> rows("state = 'intended'") == 0);
  }

  /** Without a uid, and under the same key: as a client repeats what was answered 503. */
  @Test
  void aPostThatWasCutShortMayBeMadeAnewAtOnce() {
    var before = zoom.meetings().ids();
    var request = request(1);
    request.withObject("/meeting").remove("uid");
    var key = "anew-" + Numbers.next();
    zoom.fails(Operation.CREATE, 1, Fault.cutAfter());
    zoom.fails(Operation.LIST, 50, Fault.error(500, 500, "no"));
    assertThat(post(request, "Idempotency-Key", key).problem()).isEqualTo("conference-unavailable");
    zoom.heal();
    var posted = post(beside, request, "Idempotency-Key", key);
    assertThat(posted.status()).as(posted.toString()).isEqualTo(201);
    assertThat(zoom.meetings().ids()).hasSize(before.size() + 2);
    advance(AN_HOUR);
    await().until(() -> zoom.meetings().ids().size() == before.size() + 1);
    assertThat(isThere(meeting(posted))).isTrue();
    assertThat(post(request, "Idempotency-Key", key).json().path("conference")).isEqualTo(posted.json().path("conference"));
  }

  @Test
  void whatTheDatabaseDoesNotNameIsNeverDeleted() {
    var posted = posts(request(1));
    var marker = databases.jdbi(sluis).withHandle(
        handle -> handle.createQuery("SELECT id FROM conference WHERE state = 'held' ORDER BY held_at DESC LIMIT 1").mapTo(String.class)
            .one());
    var others = List.of(
        zoom.meetings().makeByHand(ZoomStandIn.HOST, "Selectiegesprek", "", now().plusSeconds(7200)),
        zoom.meetings().makeByHand(ZoomStandIn.HOST, "Gesprek BCDF", "AAAAAAAAAAAAAAAAAAAAAA", now().plusSeconds(7200)),
        zoom.meetings().makeByHand(SECOND_HOST, "Gesprek BCDF", marker + "x", now().plusSeconds(7200)));
    // Of tomorrow: after a restore the database of today does not know it.
    databases.jdbi(sluis).useHandle(handle -> handle.execute("UPDATE conference SET state = 'deleted' WHERE id = ?", marker));
    cutShort(request(1));
    zoom.heal();
    advance(AN_HOUR);
    await().until(() -> rows("state = 'intended'") == 0);
    awaitSweep();
    assertThat(zoom.meetings().ids()).containsAll(others).contains(meeting(posted));
  }

  @Test
  void aMeetingThatIsNotDeletedIsToldAfterAnHourAndUntold() {
    var request = request(2);
    var posted = posts(request);
    zoom.fails(Operation.DELETE, 1000, Fault.error(503, 503, "no"));
    assertThat(call("cancel", "{\"uid\":\"" + uid(request) + "\"}").status()).isEqualTo(200);
    await().until(() -> rows("state = 'owed' AND attempts > 0") == 1);
    assertThat(find(posted, 0).has("attention")).isFalse();
    assertThat(isHealthy()).isTrue();
    advance(AN_HOUR);
    await().until(() -> find(posted, 1).path("attention").asText().equals("conference-not-deleted"));
    assertThat(find(posted, 0).path("attention").asText()).isEqualTo("conference-not-deleted");
    assertThat(find(posted, 0).path("state").asText()).as("it stays as it ended").isEqualTo("cancelled");
    assertThat(isHealthy()).isFalse();
    await().until(() -> events("conference.not-deleted").size() == 1);
    assertThat(events("conference.not-deleted").get(0).path("invitation").asText()).isEqualTo(id(posted, 0));

    zoom.heal();
    for (var i = 0; i < 2; i++) {
      advance(AN_HOUR);
      awaitSweep();
    }
    awaitGone(meeting(posted));
    await().until(() -> !find(posted, 0).has("attention") && !find(posted, 1).has("attention"));
    assertThat(isHealthy()).isTrue();
    assertThat(events("conference.not-deleted")).as("once").hasSize(1);
  }

  @Test
  void theMeetingsOfADayRunOutForAllHostsAndThatIsSaid() {
    posts(request(1));
    posts(request(1));
    databases.jdbi(sluis).useHandle(handle -> handle.execute("UPDATE limit_use SET used = used + 100 WHERE subject LIKE 'host:%'"));
    try {
      var refused = post(request(1));
      assertThat(refused.problem()).as(refused.toString()).isEqualTo("conference-unavailable");
      assertThat(refused.http().headers().firstValueAsLong("Retry-After").orElseThrow()).isGreaterThan(1);
      assertThat(isHealthy()).isFalse();
    } finally {
      databases.jdbi(sluis).useHandle(handle -> handle.execute("UPDATE limit_use SET used = used - 100 WHERE subject LIKE 'host:%'"));
    }
    assertThat(isHealthy()).isTrue();
    posts(request(1));
  }

  @Test
  void rotationsKeepWhatIsKnownOfIt() {
    var request = request(1);
    var posted = posts(request);
    for (var times = 0; times < 2; times++) {
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    }
    for (var gateway : List.of(sluis, beside)) {
      assertThat(gateway.operates("GET", "/healthcheck").status()).isEqualTo(200);
    }
    assertThat(ask("GET", "/v1/invitations/" + id(posted, 0) + "/trust").json().at("/conference/rules"))
        .isEqualTo(posted.json().at("/conference/rules"));
    var moved = posts(again(request, 1));
    awaitGone(meeting(posted));
    assertThat(isThere(meeting(moved))).isTrue();
  }

  /** What the key sealed is revoked, so nobody is invited any more. Hosts are known by other hashes, and still hold one meeting at a time. */
  @Test
  void aStolenKeyEndsItsMeetingsAndDrawsTheHashesAnew() {
    var posted = posts(request(1));
    var opened = request(1);
    var kept = posts(opened);
    opened(opened, kept, 0);
    advance(Duration.ofMinutes(11));
    var hashes = hashes();
    assertThat(sluis.operates("POST", "/tasks/compromise-key?key=" + activeKey()).status()).isEqualTo(200);
    assertThat(find(posted, 0).path("attention").asText()).isEqualTo("key-compromised");
    awaitGone(meeting(posted));
    assertThat(isThere(meeting(kept))).as("who had opened it is invited").isTrue();
    assertThat(hashes()).hasSameSizeAs(hashes).doesNotContainAnyElementsOf(hashes);
    var beside = request(1);
    var both = List.of(ZoomStandIn.HOST, SECOND_HOST).stream().map(host -> {
      var one = beside.deepCopy();
      one.withObject("/meeting").put("uid", "beside-" + host + System.nanoTime()).put("start", opened.at("/meeting/start").asText()).put(
          "end",
          opened.at("/meeting/end").asText());
      one.withObject("/meeting/conference").put("host", host);
      return post(one).status();
    }).toList();
    assertThat(both).as("one of the hosts is known to be busy").containsExactlyInAnyOrder(201, 422);
  }

  @Test
  void aRowThatWasChangedPastTheGatewayIsFoundByItsMarker() {
    var request = request(1);
    var posted = posts(request);
    databases.jdbi(sluis).useHandle(handle -> handle.execute(
        "UPDATE conference SET reference = SUBSTRING(reference FROM 1 FOR 20) WHERE state = 'held' AND held_at = (SELECT MAX(held_at) FROM conference)"));
    var trust = ask("GET", "/v1/invitations/" + id(posted, 0) + "/trust").json();
    assertThat(trust.at("/conference/provider").isNull()).as(trust.toString()).isTrue();
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    assertThat(rows("state = 'held' AND reference IS NULL AND key_id IS NULL")).isEqualTo(1);
    assertThat(call("cancel", "{\"uid\":\"" + uid(request) + "\"}").status()).isEqualTo(200);
    awaitGone(meeting(posted));
  }

  @Test
  void retentionEndsItAtTheServiceToo() {
    var request = request(1);
    var posted = posts(request);
    assertThat(call("close", "{\"uid\":\"" + uid(request) + "\"}").status()).isEqualTo(200);
    var row = "held_at = (SELECT MAX(held_at) FROM conference)";
    var id = databases.jdbi(sluis)
        .withHandle(handle -> handle.createQuery("SELECT id FROM conference WHERE " + row).mapTo(String.class).one());
    databases.jdbi(sluis).useHandle(handle -> handle.execute(
        "UPDATE conference SET starts_at = starts_at - INTERVAL '400' DAY, ends_at = ends_at - INTERVAL '400' DAY WHERE id = ?", id));
    awaitGone(meeting(posted));
    advance(Duration.ofDays(31));
    await().until(() -> rows("id = '" + id + "'") == 0);
  }

  private void cutShort(JsonNode request) {
    zoom.fails(Operation.CREATE, 1, Fault.cutAfter());
    zoom.fails(Operation.LIST, 50, Fault.error(500, 500, "no"));
    var answer = post(request);
    assertThat(answer.problem()).as(answer.toString()).isEqualTo("conference-unavailable");
  }

  /** One more that is due is gone: so all that was due before was tried. */
  private void awaitSweep() {
    var posted = posts(request(1));
    assertThat(ask("DELETE", "/v1/invitations/" + id(posted, 0)).status()).isEqualTo(204);
    awaitGone(meeting(posted));
  }

  private JsonNode find(Answer posted, int at) {
    return ask("GET", "/v1/invitations/" + id(posted, at)).json();
  }

  private List<JsonNode> events(String type) {
    var events = ask("GET", "/v1/events?limit=500").json().path("events");
    return StreamSupport.stream(events.spliterator(), false).filter(event -> event.path("type").asText().equals(type)).toList();
  }

  private boolean isHealthy() {
    return sluis.operates("GET", "/healthcheck").json().at("/conference-deletion/healthy").asBoolean();
  }

  private List<String> hashes() {
    return databases.jdbi(sluis).withHandle(handle -> handle.createQuery("SELECT host_hash FROM conference WHERE reference IS NOT NULL")
        .mapTo(byte[].class).stream().map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1)).distinct().toList());
  }

  private String activeKey() {
    var keys = sluis.operates("GET", "/keys").json().path("keys");
    return StreamSupport.stream(keys.spliterator(), false).filter(key -> key.path("family").asText().equals("store")
        && key.path("state").asText().equals("ACTIVE")).findFirst().orElseThrow().path("id").asText();
  }
}
