package nl.sluis;

import static nl.sluis.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.sluis.testing.Answer;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.Thief;
import org.junit.jupiter.api.Test;

/** A post that comes again with its Idempotency-Key: one set of invitations, one mail each, one answer. The same on every database. */
abstract class IdempotencyContract extends GatewaysContract {
  @Test
  void sameKeyAndBodyGetTheSameAnswerAndNothingIsStoredTwice() {
    var request = request("again", 3);
    var key = quoted();
    var first = post(0, request, key);
    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    assertThat(first.json().path("invitations")).hasSize(3);
    await().until(() -> at(0).find(id(first)).text("state"), "mailed"::equals);
    var again = post(last(), request, key);
    assertSame(again, first);
    assertThat(again.json().at("/invitations/0/state").asText()).as("the state of now").isEqualTo("mailed");
    assertThat(stored(request)).isEqualTo(3);
    assertThat(at(0).mailbox.mailsTo(email("again", 0))).hasSize(1);
  }

  @Test
  void whatTheSchedulerAVisitorOrTimeEndedIsOnlyTold() {
    var revoked = request("revoked", 1);
    var key = quoted();
    var first = post(0, revoked, key);
    assertThat(at(0).ask("DELETE", "/v1/invitations/" + id(first)).status()).isEqualTo(204);
    assertTold(revoked, key, first, "revoked");

    var opened = request("opened", 1);
    var openedKey = quoted();
    var openedFirst = post(0, opened, openedKey);
    var holder = new LinkHolder(at(0).settings.publicUrl(), at(0).mailbox.takeLink(email("opened", 0)));
    var phone = Meetings.invitee(opened, 0).path("phone").asText();
    var asked = holder.asksForCode(phone.substring(phone.length() - 4));
    assertThat(asked.status()).as(asked + " " + at(0).find(id(openedFirst))).isEqualTo(202);
    assertThat(holder.releases(at(0).twilio.lastCodeTo(phone)).status()).isEqualTo(200);
    assertTold(opened, openedKey, openedFirst, "opened");

    var expired = request("expired", 1).put("expiresAt", Instant.now().plus(Duration.ofHours(2)).toString());
    var expiredKey = quoted();
    var expiredFirst = post(0, expired, expiredKey);
    advance(Duration.ofHours(3));
    assertTold(expired, expiredKey, expiredFirst, "expired");
  }

  @Test
  void whatTheGatewayEndedIsPostedAnewUnderTheSameKeyAndMailed() {
    for (var end : List.of("locked", "key-compromised", "restored")) {
      var name = "anew-" + end;
      var request = request(name, 2);
      var key = quoted();
      var first = post(0, request, key);
      var link = at(0).mailbox.takeLink(email(name, 0));
      at(0).mailbox.takeLink(email(name, 1));
      for (var i = 0; i < 2; i++) {
        ends(end, request, first, i);
      }
      assertThat(at(0).find(id(first)).text("attention")).isEqualTo(end);
      var anew = post(last(), request, key);
      assertThat(anew.status()).as(end).isEqualTo(201);
      assertThat(anew.text("meeting")).isEqualTo(first.text("meeting"));
      assertThat(anew.json().findValuesAsText("id")).hasSize(2).doesNotContainAnyElementsOf(first.json().findValuesAsText("id"));
      assertThat(anew.json().findValuesAsText("state")).containsExactly("queued", "queued");
      assertThat(stored(request)).isEqualTo(4);
      await().until(() -> at(0).mailbox.mailsTo(email(name, 0)).size() == 2 && at(0).mailbox.mailsTo(email(name, 1)).size() == 2);
      var newLink = at(0).mailbox.takeLink(email(name, 0));
      assertThat(newLink).isNotEqualTo(link);
      assertThat(new LinkHolder(at(0).settings.publicUrl(), newLink).status().text("state")).isIn("queued", "mailed");
      assertThat(new LinkHolder(at(0).settings.publicUrl(), link).status().text("state")).isIn("locked", "revoked");
      assertSame(post(0, request, key), anew);
      assertThat(stored(request)).as("once").isEqualTo(4);
    }
  }

  @Test
  void uidThatTheGatewayDrewStaysWhenThePostIsMadeAnew() {
    var request = request("drawn-anew", 1);
    request.withObject("/meeting").remove("uid");
    var key = quoted();
    var first = post(0, request, key);
    for (var i = 0; i < 2; i++) {
      var before = post(0, request, key);
      ends("restored", request, before, 0);
      var anew = post(last(), request, key);
      assertThat(id(anew)).isNotEqualTo(id(before));
      assertThat(anew.text("meeting")).isEqualTo(first.text("meeting"));
      assertSame(post(0, request, key), anew);
    }
    assertThat(at(0).ask("GET", "/v1/invitations?meeting=" + first.text("meeting")).json().path("invitations")).hasSize(3);
  }

  @Test
  void whereNotAllWereEndedByTheGatewayAllIsOnlyTold() {
    for (var other : List.of("live", "revoked", "opened", "forgotten", "tampered")) {
      var request = request("mixed-" + other, 2);
      var key = quoted();
      var first = post(0, request, key);
      ends("locked", request, first, 0);
      if (!other.equals("live")) {
        ends(other, request, first, 1);
      }
      var again = post(last(), request, key);
      assertSame(again, first);
      var states = again.json().findValuesAsText("state");
      assertThat(states.get(0)).isEqualTo("locked");
      assertThat(again.json().at("/invitations/0/attention").asText()).isEqualTo("locked");
      assertThat(states.get(1)).isIn(switch (other) {
        case "live" -> List.of("queued", "mailed");
        // A closed one that its scheduler took back.
        case "tampered" -> List.of("revoked");
        default -> List.of(other);
      });
      assertThat(stored(request)).as(other).isEqualTo(other.equals("forgotten") ? 1 : 2);
    }
  }

  @Test
  void whatTheSenderSealedIsNotPostedTwiceForItsLinkIsTheDeadOnes() {
    var sender = new SealedPosts("pointer", 2);
    var key = quoted();
    var first = post(0, sender.request, key);
    voided(first.json().findValuesAsText("id"), "key-compromised");
    var again = post(last(), sender.request, key);
    assertSame(again, first);
    assertThat(again.json().findValuesAsText("state")).containsExactly("revoked", "revoked");
    assertThat(again.json().findValuesAsText("attention")).containsExactly("key-compromised", "key-compromised");
  }

  @Test
  void ofSixteenRepetitionsAtOnceOneIsPostedAnew() {
    var request = request("anew-race", 2);
    var key = quoted();
    var first = post(0, request, key);
    voided(first.json().findValuesAsText("id"), "restored");
    var answers = atOnce(16, i -> post(i % gateways(), request, key));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isIn(201, 409));
    assertThat(answers.stream().filter(answer -> answer.status() == 201).map(answer -> answer.json().findValuesAsText("id")).distinct())
        .hasSize(1).doesNotContain(first.json().findValuesAsText("id"));
    assertThat(stored(request)).isEqualTo(4);
  }

  @Test
  void whatIsPostedAnewKeepsToRulesAndLimitAsAnyOther() {
    awayFromTheEndOfTheHour();
    var request = request("anew-late", 1).put("expiresAt", Instant.now().plus(Duration.ofDays(20)).toString());
    request.withObject("/meeting").put("start", Instant.now().plusSeconds(600).toString()).put("end",
        Instant.now().plusSeconds(3_600).toString());
    var key = quoted();
    var first = post(0, request, key);
    voided(first.json().findValuesAsText("id"), "restored");
    advance(Duration.ofHours(2));
    var refused = post(last(), request, key);
    assertThat(refused.problem()).isEqualTo("invalid");
    assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/meeting/end");
    assertThat(stored(request)).isEqualTo(1);

    var client = at(0).createClient("anew-limit");
    var full = request("anew-full", 500);
    var fullKey = quoted();
    var posted = postAs(client, 0, full.toString(), fullKey);
    voided(posted.json().findValuesAsText("id"), "restored");
    assertThat(postAs(client, last(), full.toString(), fullKey).problem()).isEqualTo("too-soon");
  }

  @Test
  void drawnUidIsTheSameInBothAnswers() {
    var request = request("drawn", 1);
    request.withObject("/meeting").remove("uid");
    var first = post(0, request, quoted());
    var key = quoted();
    var second = post(0, request, key);
    assertThat(second.text("meeting")).hasSize(36).isNotEqualTo(first.text("meeting"));
    assertSame(post(last(), request, key), second);
  }

  @Test
  void bareTokenIsTheSameKeyAsTheQuotedOne() {
    var request = request("bare", 1);
    var uuid = UUID.randomUUID().toString();
    var first = post(0, request, uuid);
    assertThat(first.status()).isEqualTo(201);
    assertSame(post(0, request, " \"" + uuid + "\" "), first);
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefusedEvenByOneByte() {
    var request = request("other", 1);
    var key = quoted();
    post(0, request, key);
    var spaced = post(0, request.toString() + " ", key);
    assertThat(spaced.status()).isEqualTo(422);
    assertThat(spaced.problem()).isEqualTo("idempotency-key-reused");
    assertThat(post(last(), request("different", 2), key).problem()).isEqualTo("idempotency-key-reused");
    assertThat(stored(request)).isEqualTo(1);
  }

  @Test
  void anotherClientsKeyIsAnotherKey() {
    var request = request("clients", 1);
    var key = quoted();
    var mine = post(0, request, key);
    var theirs = postAs(at(0).createClient("second"), 0, request.toString(), key);
    assertThat(theirs.status()).isEqualTo(201);
    assertThat(id(theirs)).isNotEqualTo(id(mine));
  }

  @Test
  void refusedPostStoresNothingSoThatTheMendedOneIsTaken() {
    var request = request("mended", 1);
    var phone = Meetings.invitee(request, 0).path("phone").asText();
    Meetings.invitee(request, 0).put("phone", "nonsense");
    var key = quoted();
    assertThat(post(0, request, key).problem()).isEqualTo("invalid");
    assertThat(post(0, "{", key).problem()).isEqualTo("malformed-json");
    Meetings.invitee(request, 0).put("phone", phone);
    assertThat(post(last(), request, key).status()).isEqualTo(201);
  }

  @Test
  void keyThatIsNoStringIs400InClearWords() {
    var request = request("malformed", 1);
    for (var key : List.of("\"\"", "\"open", "\"a\", \"b\"", "a, b", "\"a\\b\"", "\"a\";x=1", "\"a\tb\"", "\"" + "a".repeat(256) + "\"",
        "a".repeat(7_000))) {
      var answer = post(0, request, key);
      assertThat(answer.status()).as(key).isEqualTo(400);
      assertThat(answer.text("detail")).startsWith("Idempotency-Key must be");
    }
    assertThat(stored(request)).isZero();
    assertThat(post(0, request, "\"" + "a \\\"".repeat(85) + "\"").status()).as("255 characters, 85 of them escaped").isEqualTo(201);
  }

  @Test
  void afterADayTheKeyIsNewAgain() {
    var request = request("day", 1);
    var key = quoted();
    var first = post(0, request, key);
    advance(Duration.ofHours(24).minusSeconds(30));
    assertSame(post(0, request, key), first);
    advance(Duration.ofSeconds(60));
    var second = post(0, request, key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(id(second)).isNotEqualTo(id(first));
    assertSame(post(last(), request, key), second);
  }

  @Test
  void afterADayNothingIsKept() {
    // What other tests left, some of it by a clock that was ahead.
    sweep(Duration.ofDays(3));
    var request = request("swept", 1);
    var key = quoted();
    var first = post(0, request, key);
    sweep(Duration.ofHours(23));
    assertSame(post(0, request, key), first);
    sweep(Duration.ofHours(25));
    assertThat(rows("idempotency")).isZero();
    assertThat(rows("limit_use")).as("nor what was counted").isZero();
    assertThat(at(0).find(id(first)).status()).as("but the invitation").isEqualTo(200);
  }

  @Test
  void rotationSealsTheHashKeyAgain() {
    var request = request("rotated", 2);
    request.withObject("/meeting").remove("uid");
    var key = quoted();
    var first = post(0, request, key);
    for (var i = 0; i < 2; i++) {
      assertThat(at(0).operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    }
    assertSame(post(last(), request, key), first);
    assertThat(post(0, request.toString() + "\n", key).problem()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void whatTheSenderSealedIsAnsweredAgainAndNotCalledADuplicate() {
    for (var delivery : List.of("sender", "pointer")) {
      var sender = new SealedPosts(delivery, 2);
      var key = quoted();
      var first = post(0, sender.request, key);
      assertThat(first.status()).isEqualTo(201);
      assertSame(post(last(), sender.request, key), first);
      assertThat(post(0, sender.request, quoted()).problem()).isEqualTo("already-posted");
    }
  }

  @Test
  void ofSixtyFourAtOnceOneSetIsStoredAndEachMailedOnce() {
    var request = request("race", 2);
    var key = quoted();
    var answers = atOnce(64, i -> post(i % gateways(), request, key));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isIn(201, 409));
    assertThat(answers.stream().filter(answer -> answer.status() == 409)).allSatisfy(answer -> {
      assertThat(answer.problem()).isEqualTo("idempotency-key-in-use");
      assertThat(answer.http().headers().firstValue("Retry-After")).hasValue("1");
    });
    var taken = answers.stream().filter(answer -> answer.status() == 201).map(answer -> answer.json().findValuesAsText("id")).distinct()
        .toList();
    assertThat(taken).hasSize(1);
    assertThat(atOnce(16, i -> post(i % gateways(), request, key))).as("once answered, nobody waits")
        .allSatisfy(answer -> assertThat(answer.json().findValuesAsText("id")).isEqualTo(taken.get(0)));
    assertThat(stored(request)).isEqualTo(2);
    at(0).mailbox.takeLink(email("race", 0));
    at(0).mailbox.takeLink(email("race", 1));
    await().until(() -> at(0).ask("GET", "/v1/invitations?meeting=" + request.at("/meeting/uid").asText()).http().body(),
        body -> !body.contains("queued"));
    assertThat(at(0).mailbox.mailsTo(email("race", 0))).hasSize(1);
    assertThat(at(0).mailbox.mailsTo(email("race", 1))).hasSize(1);
  }

  @Test
  void databaseHasNoWordOfBodyOrKey() throws IOException {
    var request = request("thief", 1);
    request.withObject("/meeting").put("title", "Zuiderzeecanary");
    assertThat(post(0, request, "\"key-Wieringercanary\"").status()).isEqualTo(201);
    for (var file : files()) {
      var bytes = Databases.bytes(file);
      for (var word : List.of("Zuiderzeecanary", "Wieringercanary", email("thief", 0), request.at("/meeting/uid").asText())) {
        assertThat(Thief.contains(bytes, word.getBytes(StandardCharsets.UTF_8))).as(word).isFalse();
      }
    }
  }

  private void ends(String end, ObjectNode request, Answer first, int at) {
    var id = first.json().at("/invitations/" + at + "/id").asText();
    switch (end) {
      case "locked" -> {
        var holder = new LinkHolder(at(0).settings.publicUrl(),
            at(0).mailbox.linksTo(Meetings.invitee(request, at).path("email").asText(), 1).get(0));
        for (var i = 0; i < 10; i++) {
          holder.asksForCode("0000");
        }
        assertThat(at(0).find(id).text("state")).isEqualTo("locked");
      }
      case "opened" ->
        execute("UPDATE invitation SET state = 'opened', ended_at = created_at, key_id = NULL, seal = NULL WHERE id = '" + id + "'");
      case "forgotten" -> execute("DELETE FROM invitation WHERE id = '" + id + "'");
      case "key-compromised" -> {
        // The operator's own call; it ends all that is live, so the second time there is nothing to end.
        var key = at(0).operates("GET", "/keys").http().body()
            .replaceAll(".*\"id\":\"([^\"]*)\",\"family\":\"store\",\"state\":\"ACTIVE\".*", "$1");
        assertThat(at(0).operates("POST", "/tasks/compromise-key?key=" + key).status()).isEqualTo(200);
        assertThat(at(0).find(id).text("attention")).isEqualTo(end);
      }
      case "revoked" -> assertThat(at(0).ask("DELETE", "/v1/invitations/" + id).status()).isEqualTo(204);
      default -> voided(List.of(id), end);
    }
  }

  private void assertTold(ObjectNode request, String key, Answer first, String state) {
    var again = post(last(), request, key);
    assertSame(again, first);
    assertThat(again.json().at("/invitations/0/state").asText()).isEqualTo(state);
    assertThat(stored(request)).isEqualTo(1);
  }

  /** The same but for the states, which are those of now. */
  private static void assertSame(Answer again, Answer first) {
    assertThat(again.status()).as(again.toString()).isEqualTo(201);
    assertThat(again.text("meeting")).isEqualTo(first.text("meeting"));
    for (var name : List.of("id", "level", "expiresAt")) {
      assertThat(again.json().findValuesAsText(name)).as(name).isEqualTo(first.json().findValuesAsText(name));
    }
  }

  private Answer post(int gateway, ObjectNode request, String key) {
    return post(gateway, request.toString(), key);
  }

  private Answer post(int gateway, String body, String key) {
    return postAs(at(0).clientKey(), gateway, body, key);
  }

  private int stored(ObjectNode request) {
    return at(0).ask("GET", "/v1/invitations?meeting=" + request.at("/meeting/uid").asText()).json().path("invitations").size();
  }

  private static ObjectNode request(String name, int invitees) {
    var request = Meetings.request(Meetings.interview(), invitees);
    for (var i = 0; i < invitees; i++) {
      Meetings.invitee(request, i).put("email", email(name, i)).put("phone", Numbers.next());
    }
    return request;
  }

  private static String email(String name, int invitee) {
    return name + "." + invitee + "@repeated.example";
  }

  private static String id(Answer answer) {
    return answer.json().at("/invitations/0/id").asText();
  }

  private static String quoted() {
    return "\"" + UUID.randomUUID() + "\"";
  }
}
