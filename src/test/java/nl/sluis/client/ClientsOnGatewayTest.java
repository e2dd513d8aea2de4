package nl.sluis.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import nl.sluis.testing.CuttingProxy;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client with a real gateway. */
@Tag("slow")
class ClientsOnGatewayTest {
  private static LocalSluis sluis;

  @BeforeAll
  static void start() {
    sluis = LocalSluis.started();
  }

  @AfterAll
  static void stop() {
    sluis.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyCallOfTheInterfaceIsThere(Client client) {
    var request = request(3);
    var uid = request.path("meeting").path("uid").asText();
    var posted = answer(client, "post", request);
    var ids = posted.path("invitations").findValuesAsText("id");
    assertThat(posted.path("meeting").asText()).isEqualTo(uid);
    assertThat(posted.path("invitations").findValuesAsText("ref")).containsExactly("r1", "r2", "r3");

    assertThat(answer(client, "find", ids.get(0)).path("ref").asText()).isEqualTo("r1");
    assertThat(answer(client, "list", Map.of("meeting", uid, "limit", "1")).findValuesAsText("id")).isEqualTo(ids);
    assertThat(answer(client, "trust", ids.get(0)).path("held").findValuesAsText("who")).contains("gateway");

    answer(client, "revoke", ids.get(0));
    answer(client, "forget", ids.get(1));
    assertThat(answer(client, "find", ids.get(0)).path("state").asText()).isEqualTo("revoked");
    assertThat(answer(client, "find", ids.get(1)).has("ref")).isFalse();
    assertThat(answer(client, "closeMeeting", uid).path("closed").path(0).asText()).isEqualTo(ids.get(2));
    assertThat(answer(client, "closeMeeting", uid).path("closed")).isEmpty();
    var cancelled = answer(client, "cancelMeeting", Map.of("uid", uid));
    assertThat(cancelled.path("cancelled")).isEmpty();
    assertThat(client.make(call("post", request)).path("problem").path("type").asText()).isEqualTo("urn:sluis:problem:stale-sequence");
    assertThat(answer(client, "list", Map.of("state", "queued", "attention", "tampered"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theFeedIsFollowedByItsCursor(Client client) {
    var id = answer(client, "post", request(1)).path("invitations").path(0).path("id").asText();
    answer(client, "revoke", id);
    var types = new ArrayList<String>();
    var next = "";
    while (!types.contains("invitation.revoked")) {
      var page = answer(client, "events", next, 2, 20);
      page.path("events").forEach(event -> {
        if (event.path("invitation").asText().equals(id)) {
          types.add(event.path("type").asText());
        }
      });
      next = page.path("next").asText();
    }
    assertThat(types).startsWith("invitation.queued").doesNotHaveDuplicates();
    assertThat(client.make(call("events", "lost", 1, 0)).path("problem").path("status").asInt()).isEqualTo(422);
  }

  @ParameterizedTest
  @EnumSource
  void aPostWhoseAnswerIsLostInvitesOnceAndIsAnswered(Client client) {
    var port = Ports.next();
    try (var train = new CuttingProxy(port, sluis.settings.port(), "POST /v1/invitations")) {
      for (var cut : CuttingProxy.Cut.values()) {
        train.cutNext(cut);
        var request = request(2);
        var posted = client.make(new Call("http://127.0.0.1:" + port, sluis.clientKey(), Call.LONG, Call.LONG, "post", List.of(request)));
        assertThat(train.hasCut()).isTrue();
        var there = answer(client, "list", Map.of("meeting", request.path("meeting").path("uid").asText()));
        assertThat(posted.path("answer").path("invitations").findValuesAsText("id")).as(cut.name()).hasSize(2)
            .isEqualTo(there.findValuesAsText("id"));
        var email = request.path("invitees").path(0).path("email").asText();
        sluis.mailbox.takeLink(email);
        assertThat(sluis.mailbox.mailsTo(email)).hasSize(1);
      }
    }
  }

  /** As after a crash of the scheduler, which had kept the key and the body. */
  @ParameterizedTest
  @EnumSource
  void aPostThatIsSentAgainWithItsKeyIsToldTheSameIds(Client client) {
    var request = request(1);
    request.withObject("/meeting").remove("uid");
    Meetings.invitee(request, 0).remove("ref");
    var key = "kept-" + Numbers.next();
    var first = answer(client, "post", request, key, false);
    assertThat(answer(client, "post", request, key, false).path("invitations")).extracting(one -> one.path("id").asText())
        .isEqualTo(first.path("invitations").findValuesAsText("id"));
    var reused = client.make(call("post", request(1), key, false)).path("problem");
    assertThat(reused.path("type").asText()).isEqualTo("urn:sluis:problem:idempotency-key-reused");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongIsNamedAndALenientPostLeavesItOut(Client client) {
    var request = request(2);
    Meetings.invitee(request, 1).put("phone", "+31201234567");
    var problem = client.make(call("post", request)).path("problem");
    assertThat(problem.path("status").asInt()).isEqualTo(422);
    assertThat(problem.path("errors").path(0).path("pointer").asText()).isEqualTo("/invitees/1/phone");
    assertThat(problem.path("message").asText()).contains("/invitees/1/phone", "landline").doesNotContain("+3120");
    var lenient = answer(client, "post", request, "lenient-" + Numbers.next(), true);
    assertThat(lenient.path("invitations")).hasSize(1);
    assertThat(lenient.path("refused").path(0).path("errors").path(0).path("pointer").asText()).isEqualTo("/invitees/1/phone");

    assertThat(client.make(call("find", "W6oisTrp-UVJcM51zTXvDA")).path("problem").path("type").asText())
        .isEqualTo("urn:sluis:problem:unknown-invitation");
    assertThat(client.make(call("find", "W6oisTrp-UVJcM51zTXvDA").as("not-a-client")).path("problem").path("status").asInt())
        .isEqualTo(401);
  }

  private static JsonNode answer(Client client, String method, Object... arguments) {
    var result = client.make(call(method, arguments));
    assertThat(result.has("answer")).as(method + " " + result).isTrue();
    return result.path("answer");
  }

  private static Call call(String method, Object... arguments) {
    return Call.of(sluis.settings.publicUrl(), method, arguments).as(sluis.clientKey());
  }

  private static ObjectNode request(int invitees) {
    var request = Meetings.request(Meetings.interview(), invitees);
    var number = 0;
    for (var invitee : StreamSupport.stream(request.path("invitees").spliterator(), false).map(ObjectNode.class::cast).toList()) {
      var phone = Numbers.next();
      invitee.put("ref", "r" + ++number).put("phone", phone).put("email", "invitee" + phone.substring(1) + "@example.net");
    }
    return request;
  }
}
