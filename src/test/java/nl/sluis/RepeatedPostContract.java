package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static nl.sluis.testing.AtOnce.atOnce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.SealedPosts;
import nl.sluis.testing.Thief;
import org.junit.jupiter.api.Test;

/** A post that comes again with its Idempotency-Key: one set of invitations, one mail each, one answer. The same on every database. */
abstract class RepeatedPostContract extends GatewaysContract {
  @Test
  void sameKeyAndBodyGetTheSameAnswerAndNothingIsStoredTwice() {
    var request = request("again", 3);
    var key = quoted();
    var first = post(0, request, key);
    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    assertThat(first.json().path("invitations")).hasSize(3);
    // The state answered then, whatever it is now.
    await().until(() -> at(0).find(id(first)).text("state"), "mailed"::equals);
    var again = post(last(), request, key);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(stored(request)).isEqualTo(3);
    assertThat(at(0).ask("DELETE", "/v1/invitations/" + id(first)).status()).isEqualTo(204);
    assertThat(post(0, request, key).json()).as("ended invitations too").isEqualTo(first.json());
    assertThat(at(0).mailbox.mailsTo(email("again", 0))).hasSize(1);
  }

  @Test
  void drawnUidIsTheSameInBothAnswers() {
    var request = request("drawn", 1);
    request.withObject("/meeting").remove("uid");
    var first = post(0, request, quoted());
    var key = quoted();
    var second = post(0, request, key);
    assertThat(second.text("meeting")).hasSize(36).isNotEqualTo(first.text("meeting"));
    assertThat(post(last(), request, key).json()).isEqualTo(second.json());
  }

  @Test
  void bareTokenIsTheSameKeyAsTheQuotedOne() {
    var request = request("bare", 1);
    var uuid = UUID.randomUUID().toString();
    var first = post(0, request, uuid);
    assertThat(first.status()).isEqualTo(201);
    assertThat(post(0, request, " \"" + uuid + "\" ").json()).isEqualTo(first.json());
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
    assertThat(post(0, request, key).json()).isEqualTo(first.json());
    advance(Duration.ofSeconds(60));
    var second = post(0, request, key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(id(second)).isNotEqualTo(id(first));
    assertThat(post(last(), request, key).json()).isEqualTo(second.json());
  }

  @Test
  void afterADayNothingIsKept() {
    var request = request("swept", 1);
    var key = quoted();
    var first = post(0, request, key);
    sweep(Duration.ofHours(23));
    assertThat(post(0, request, key).json()).isEqualTo(first.json());
    sweep(Duration.ofHours(25));
    assertThat(rows("answered_post")).isZero();
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
    assertThat(post(last(), request, key).json()).isEqualTo(first.json());
    assertThat(post(0, request.toString() + "\n", key).problem()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void whatTheSenderSealedIsAnsweredAgainAndNotCalledADuplicate() {
    for (var delivery : List.of("sender", "pointer")) {
      var sender = new SealedPosts(delivery, 2);
      var key = quoted();
      var first = post(0, sender.request, key);
      assertThat(first.status()).isEqualTo(201);
      assertThat(post(last(), sender.request, key).json()).isEqualTo(first.json());
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
    var taken = answers.stream().filter(answer -> answer.status() == 201).map(Answer::json).distinct().toList();
    assertThat(taken).hasSize(1);
    assertThat(atOnce(16, i -> post(i % gateways(), request, key))).as("once answered, nobody waits")
        .allSatisfy(answer -> assertThat(answer.json()).isEqualTo(taken.get(0)));
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
      var bytes = Files.readAllBytes(file);
      for (var word : List.of("Zuiderzeecanary", "Wieringercanary", email("thief", 0), request.at("/meeting/uid").asText())) {
        assertThat(Thief.contains(bytes, word.getBytes(StandardCharsets.UTF_8))).as(word).isFalse();
      }
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
      Meetings.invitee(request, i).put("email", email(name, i));
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
