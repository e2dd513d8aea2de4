package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.sluis.testing.Answer;
import nl.sluis.testing.FakeTwilio;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.Leaks;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What schedulers are told, as they ask for it. The same on every database. Each test has a client of its own, so that none hears of another. */
abstract class EventsContract extends GatewaysContract {
  private final ExecutorService others = Executors.newCachedThreadPool();
  private String clientKey;
  private FeedReader reader;

  @BeforeEach
  void follow() {
    clientKey = at(0).createClient("follower-" + Numbers.next().substring(1));
    reader = new FeedReader(() -> at(last()).settings.publicUrl(), clientKey);
  }

  @AfterEach
  void stopWaiting() {
    others.shutdown();
  }

  @Test
  void whatHappensToAnInvitationIsToldInItsOrderAndWithoutAnybodysName() {
    var request = request(1);
    var posted = posts(request.put("openings", 2), 0);
    var events = new ArrayList<JsonNode>(awaits(2));
    var holder = at(0).holderOf(posted);
    assertThat(holder.status().status()).isEqualTo(200);
    assertThat(holder.asksForCode(other(posted.digits())).status()).isEqualTo(403);
    var code = at(0).codeFor(holder, posted);
    assertThat(holder.releases(other(code)).status()).isEqualTo(403);
    var released = holder.releases(code);
    for (var times = 0; times < 2; times++) {
      assertThat(holder.acknowledges(released).status()).isEqualTo(204);
    }
    for (var times = 0; times < 2; times++) {
      assertThat(ask("DELETE", "/v1/invitations/" + posted.id()).status()).isEqualTo(204);
    }
    events.addAll(awaits(6));

    assertThat(events).extracting(FeedReader::said).containsExactly("invitation.queued sequence=0", "invitation.mailed",
        "invitation.wrong-try triesLeft=9", "invitation.code-sent delivery=sent", "invitation.wrong-try triesLeft=8",
        "invitation.opened opening=1", "invitation.acknowledged opening=1", "invitation.revoked");
    assertThat(events).extracting(event -> event.path("id").asText()).doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9_-]{22}"));
    for (var event : events) {
      assertThat(event.path("invitation").asText()).isEqualTo(posted.id());
      assertThat(event.path("ref").asText()).isEqualTo("candidate:17");
      assertThat(Instant.parse(event.path("at").asText())).isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(60));
    }
    var said = events.toString();
    Leaks.none(said, posted.email(), posted.phone().substring(1), posted.digits(), code, "Invitee", "Selection", "example", "127.0.0.1",
        request.at("/meeting/uid").asText());
    reader.startAgain();
    assertThat(reader.reads()).as("the same once more").isEqualTo(events);
  }

  @Test
  void codesThatAreNotSentAreToldWithTheirReason() {
    var posted = posts(request(1), 0);
    awaits(2);
    var holder = at(0).holderOf(posted);
    at(0).twilio.answers(FakeTwilio.error(400, 21614));
    assertThat(holder.asksForCode(posted.digits()).status()).isEqualTo(422);
    advance(Duration.ofSeconds(61));
    at(0).codeFor(holder, posted);
    assertThat(awaits(4)).extracting(FeedReader::said).containsExactly("invitation.code-failed reason=number-takes-no-sms",
        "invitation.attention attention=number-takes-no-sms", "invitation.code-sent delivery=sent", "invitation.attention attention=null");
  }

  @Test
  void aMeetingThatMovesIsToldOfAllInvitationsItEnds() {
    var request = request(2);
    posts(request, 0);
    awaits(4);
    request.withObject("/meeting").put("sequence", 3);
    posts(request, 0);
    assertThat(awaits(6)).extracting(FeedReader::said).startsWith("invitation.replaced sequence=3", "invitation.replaced sequence=3",
        "invitation.queued sequence=3", "invitation.queued sequence=3").endsWith("invitation.mailed", "invitation.mailed");
    var uid = Meetings.JSON.createObjectNode().put("uid", request.at("/meeting/uid").asText());
    assertThat(call("cancel", uid.deepCopy().put("sequence", 5)).status()).isEqualTo(200);
    assertThat(awaits(2)).extracting(FeedReader::said).containsOnly("invitation.cancelled sequence=5");
    request.withObject("/meeting").put("sequence", 6);
    posts(request, 0);
    awaits(4);
    assertThat(call("close", uid).status()).isEqualTo(200);
    assertThat(call("close", uid).status()).isEqualTo(200);
    assertThat(awaits(2)).extracting(FeedReader::said).containsOnly("invitation.closed");
    assertThat(nothingIsLeft()).isTrue();
  }

  @Test
  void thatTheLastKeyExpiresIsToldOnceForEachKey() {
    var name = "expiring-" + Numbers.next().substring(1);
    var expiring = new FeedReader(() -> at(last()).settings.publicUrl(), at(0).createClient(name, "&expires=P10D"));
    sweep(Duration.ZERO);
    sweep(Duration.ZERO);
    var events = new ArrayList<JsonNode>();
    await().until(() -> events.addAll(expiring.reads()));
    sweep(Duration.ZERO);
    var later = new FeedReader(() -> at(last()).settings.publicUrl(), at(0).createClient(name, "&expires=P20D"));
    sweep(Duration.ZERO);
    assertThat(events).extracting(FeedReader::said).containsExactly("client.key-expires days=9");
    assertThat(events.get(0).has("invitation")).isFalse();
    assertThat(later.reads()).as("the later one has time").hasSize(1);
  }

  @Test
  void anEmptyAnswerSaysWhereToReadOn() {
    var empty = reader.asks(500, 0);
    assertThat(empty.json().path("events")).isEmpty();
    assertThat(empty.text("next")).matches("[A-Za-z0-9_-]{32}");
    reader.takes(empty);
    posts(request(3), 0);
    var all = awaits(6);
    var last = reader.cursor();
    assertThat(reader.asks(1, 0).text("next")).as("nothing behind the last one").isEqualTo(last);

    var slow = new FeedReader(() -> at(0).settings.publicUrl(), clientKey);
    slow.takes(empty);
    var one = new ArrayList<JsonNode>();
    while (one.size() < all.size()) {
      one.addAll(slow.takes(slow.asks(1, 0)));
    }
    assertThat(one).as("one at a time, at another gateway").isEqualTo(all);
    assertThat(slow.cursor()).isEqualTo(last);
  }

  @Test
  void whoWaitsIsAnsweredWhenSomethingHappensAtAnyGateway() {
    for (var gateway = 0; gateway < gateways(); gateway++) {
      // Whoever comes third is refused at once, so two wait by then.
      var waiting = CompletableFuture.supplyAsync(this::waits, others);
      var second = CompletableFuture.supplyAsync(this::waits, others);
      awaitTwoWaiting();
      posts(request(1), gateway);
      var told = new ArrayList<>(reader.takes(second.join()));
      assertThat(told).isNotEmpty();
      var other = reader.takes(waiting.join());
      assertThat(other).isNotEmpty().first().isEqualTo(told.get(0));
      // That answer may be the one with the mail, behind which nothing comes.
      told.addAll(other);
      await().until(() -> {
        told.addAll(reader.reads());
        return told.stream().map(FeedReader::said).anyMatch("invitation.mailed"::equals);
      });
    }
  }

  @Test
  void whoWaitsInVainIsAnsweredInTheEnd() {
    reader.reads();
    var begun = System.nanoTime();
    assertThat(reader.takes(reader.asks(100, 1))).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aCursorIsOfOneClientAndOneFeedAndAsOldAsWhatIsKept() {
    posts(request(1), 0);
    awaits(2);
    var cursor = reader.cursor();
    var other = new FeedReader(() -> at(0).settings.publicUrl(), at(0).createClient("other-" + Numbers.next().substring(1)));
    assertThat(asks(other, cursor).problem()).isEqualTo("cursor-lost");
    assertThat(asks(other, cursor).text("detail")).contains("without after");
    assertThat(other.reads()).as("of another client").isEmpty();

    execute("UPDATE client_feed SET swept = placed WHERE client_id = ?", clientId());
    assertThat(asks(reader, cursor).status()).as("all that was swept it has").isEqualTo(200);
    reader.startAgain();
    reader.takes(reader.asks(1, 0));
    assertThat(asks(reader, reader.cursor()).problem()).as("behind it something was swept").isEqualTo("cursor-lost");
    execute("UPDATE client_feed SET swept = 0, placed = 0 WHERE client_id = ?", clientId());
    assertThat(asks(reader, cursor).problem()).as("further than the feed goes").isEqualTo("cursor-lost");

    var id = jdbi().withHandle(handle -> handle.createQuery("SELECT id FROM feed").mapTo(String.class).one());
    try {
      execute("UPDATE feed SET id = 'another'");
      assertThat(asks(reader, cursor).status()).isEqualTo(410);
    } finally {
      execute("UPDATE feed SET id = '" + id + "'");
    }
  }

  @Test
  void aParameterThatIsWrongIsNamed() {
    for (var wrong : List.of("after=x", "after=", "after=AAAAAAAAAAA", "limit=0", "limit=501", "limit=x", "wait=21", "wait=-1", "wait=1s",
        "since=2027-01-01T00:00:00Z")) {
      var answer = ask("GET", "/v1/events?" + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("?" + wrong.replaceAll("=.*", ""));
    }
    assertThat(Http.send("GET", at(0).settings.publicUrl() + "/v1/events", null).status()).isEqualTo(401);
    assertThat(ask("POST", "/v1/events").status()).isEqualTo(405);
  }

  /** In its row, or beside it where only its end or a rotation looks. */
  @Test
  void oneThatCannotBeBelievedIsToldOnceAndHoldsUpNoOther() {
    var request = request(3);
    var posted = posts(request, 0);
    awaits(6);
    var ids = jdbi()
        .withHandle(handle -> handle.createQuery("SELECT id FROM invitation ORDER BY number DESC LIMIT 3").mapTo(String.class).list());
    execute("UPDATE invitation SET failures = 9, share = contact WHERE id = '" + ids.get(0) + "'");
    execute("UPDATE invitation SET contact = share WHERE id = '" + ids.get(1) + "'");
    var uid = Meetings.JSON.createObjectNode().put("uid", request.at("/meeting/uid").asText());
    assertThat(call("close", uid).status()).isEqualTo(200);
    assertThat(call("close", uid).status()).isEqualTo(200);
    var told = awaits(2);
    assertThat(told).extracting(event -> event.path("invitation").asText() + " " + FeedReader.said(event))
        .containsExactlyInAnyOrder(posted.id() + " invitation.closed", ids.get(1) + " invitation.attention attention=tampered");
    // A call may join a rotation that is under way, and that has passed this row.
    var late = new ArrayList<JsonNode>();
    await().until(() -> {
      assertThat(at(0).operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      return late.addAll(reader.takes(reader.asks(500, 2)));
    });
    assertThat(late).extracting(event -> event.path("invitation").asText() + " " + FeedReader.said(event))
        .containsExactly(ids.get(0) + " invitation.attention attention=tampered");
    execute("UPDATE scheduler_ref SET ref = ref_hash WHERE invitation_id = '" + posted.id() + "'");
    reader.startAgain();
    assertThat(awaits(9)).noneSatisfy(event -> assertThat(event.has("ref")).isTrue());
  }

  @Test
  void whatIsForgottenIsToldNoMore() {
    var request = request(2);
    var posted = posts(request, 0);
    awaits(4);
    assertThat(ask("DELETE", "/v1/invitations/" + posted.id() + "?forget=true").status()).isEqualTo(204);
    await().until(this::nothingIsLeft);
    reader.startAgain();
    assertThat(reader.reads()).hasSize(2).noneSatisfy(event -> assertThat(event.path("invitation").asText()).isEqualTo(posted.id()));
    assertThat(reader.reads()).isEmpty();
  }

  @Test
  void eventsGoWhenRetentionEnds() {
    posts(request(1), 0);
    awaits(2);
    var first = reader.cursor();
    advance(Duration.ofDays(5));
    posts(request(1), 0);
    awaits(2);
    sweep(Duration.ofDays(29));
    assertThat(asks(reader, first).status()).isEqualTo(200);
    sweep(Duration.ofDays(31));
    var again = new FeedReader(() -> at(0).settings.publicUrl(), clientKey);
    // The first invitation expired meanwhile, and that is told too.
    await().until(this::nothingIsLeft);
    assertThat(again.reads()).extracting(FeedReader::said).startsWith("invitation.queued sequence=0", "invitation.mailed")
        .contains("invitation.expired opened=false");
    assertThat(asks(reader, first).status()).as("all that was swept it has").isEqualTo(200);
    sweep(Duration.ofDays(90));
    assertThat(asks(reader, first).problem()).isEqualTo("cursor-lost");
  }

  /** @return what it was answered, once there was room to wait */
  private Answer waits() {
    var answer = reader.asks(100, 20);
    while (answer.status() == 429) {
      answer = reader.asks(100, 20);
    }
    return answer;
  }

  private void awaitTwoWaiting() {
    await().until(() -> {
      var third = reader.asks(100, 1);
      if (third.status() == 429) {
        assertThat(third.problem()).isEqualTo("too-soon");
        assertThat(third.http().headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 20L);
        return true;
      }
      return false;
    });
  }

  /** @return so many events, the next ones */
  private List<JsonNode> awaits(int many) {
    var events = new ArrayList<JsonNode>();
    await().until(() -> {
      events.addAll(reader.takes(reader.asks(500, 5)));
      return events.size() >= many;
    });
    assertThat(events).as(events.toString()).hasSize(many);
    return events;
  }

  private boolean nothingIsLeft() {
    return rows("unplaced_event") == 0;
  }

  private String clientId() {
    return jdbi()
        .withHandle(handle -> handle.createQuery("SELECT client_id FROM invitation ORDER BY number DESC LIMIT 1").mapTo(String.class)
            .one());
  }

  private ObjectNode request(int invitees) {
    var request = Meetings.request(Meetings.interview(), invitees);
    for (var at = 0; at < invitees; at++) {
      var phone = Numbers.next();
      Meetings.invitee(request, at).put("name", "Invitee").put("phone", phone).put("email", "one" + phone.substring(3) + "@example.net");
    }
    Meetings.invitee(request, 0).put("ref", "candidate:17");
    return request;
  }

  /** @return the first of those who are invited */
  private Posted posts(ObjectNode request, int gateway) {
    var answer = Http.send("POST", at(gateway).settings.publicUrl() + "/v1/invitations", request.toString(), "Authorization",
        "Bearer " + clientKey);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    var first = Meetings.invitee(request, 0);
    return new Posted(answer.json().at("/invitations/0/id").asText(), first.path("email").asText(), first.path("phone").asText(),
        request.path("meeting").toString());
  }

  private Answer call(String what, ObjectNode body) {
    return Http.send("POST", at(0).settings.publicUrl() + "/v1/meetings/" + what, body.toString(), "Authorization", "Bearer " + clientKey);
  }

  private Answer ask(String method, String path) {
    return Http.send(method, at(0).settings.publicUrl() + path, null, "Authorization", "Bearer " + clientKey);
  }

  private static Answer asks(FeedReader reader, String cursor) {
    return reader.asks(500, 0, cursor);
  }

  private static String other(String digits) {
    return (digits.charAt(0) == '0' ? "1" : "0") + digits.substring(1);
  }
}
