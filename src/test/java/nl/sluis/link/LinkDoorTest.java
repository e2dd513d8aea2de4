package nl.sluis.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.sluis.envelope.Base64Url;
import nl.sluis.limit.LimitConfiguration;
import nl.sluis.meeting.Countries;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Plans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the invitee's page hears over HTTP, and what it hears that is not let in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkDoorTest {
  private static final String HOME = "198.51.100.7";
  private static final List<String> CALLS = List.of("status", "code", "release");
  private final LinkParts parts = new LinkParts(Plans::onH2,
      new LimitConfiguration(null, null, null, null, null, 3, null, null, null), Countries.all());
  private final LinkDoor door = new LinkDoor(parts);

  @AfterAll
  void close() {
    door.close();
    parts.close();
  }

  @Test
  void anInvitationOpensFromTheFirstLookToTheAcknowledgement() {
    var link = parts.posts();
    var status = door.ask("status", LinkDoor.access(link), HOME);
    assertThat(status.status()).isEqualTo(200);
    assertThat(status.json().path("openings").toString()).isEqualTo("{\"allowed\":1,\"left\":1,\"at\":[]}");
    JsonNode others = ((ObjectNode) status.json()).without("openings");
    assertThat(others)
        .isEqualTo(json("state", "mailed", "organization", "Bureau Voorbeeld", "organizer", "Organizer", "locale", "nl",
            "level", "sealed-at-intake", "reference", status.text("reference"), "digits", 4, "codeLength", 6, "triesLeft", 10));

    var sent = door.ask("code", with(link, "digits", link.digits()), HOME);
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.json().fieldNames()).toIterable().containsExactly("reference", "expiresAt", "resendAfter", "delivery");
    var pending = door.ask("status", LinkDoor.access(link), HOME).json().path("code");
    assertThat(pending.path("reference").asText()).isEqualTo(sent.text("reference"));
    assertThat(pending.path("expiresAt").asText()).isEqualTo(sent.text("expiresAt")).endsWith("Z");

    var ticket = Base64Url.encode(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
      27, 28, 29, 30, 31, 32});
    var released = door.ask("release", with(link, "code", lastCode(), "ticket", ticket), HOME);
    assertThat(released.status()).isEqualTo(200);
    assertThat(link.opens(released(released))).isEqualTo(LinkParts.MEETING);
    assertThat(door.ask("fetch", Map.of("ticket", ticket), HOME).json()).isEqualTo(released.json());

    var ack = Map.of("ticket", ticket, "ack", Base64Url.encode(link.ack(released(released))));
    for (var i = 0; i < 2; i++) {
      assertThat(door.ask("acknowledge", ack, HOME).status()).isEqualTo(204);
    }
    assertThat(door.ask("fetch", Map.of("ticket", ticket), HOME).problem()).isEqualTo("unknown-ticket");
    assertThat(door.ask("status", LinkDoor.access(link), HOME).text("state")).isEqualTo("opened");
  }

  @Test
  void everyStrangerHearsTheSame() {
    var unknown = Base64Url.encode(new byte[32]);
    var accesses = Stream.<Object>of(unknown, Base64Url.encode(new byte[31]), Base64Url.encode(new byte[33]), "", "no base64!", 7).toList();
    for (var call : CALLS) {
      for (var access : accesses) {
        var answer = door.ask(call, Map.of("access", access), fresh());
        assertThat(answer.status()).as(call + " " + access).isEqualTo(404);
        assertThat(answer.http().body()).as(call + " " + access).isEqualTo(door.ask("status", Map.of(), fresh()).http().body());
      }
    }
    var right = door.ask("release", Map.of("access", unknown, "code", "123456", "ticket", unknown), fresh());
    assertThat(right.http().body()).isEqualTo(door.ask("status", Map.of(), fresh()).http().body());
    assertThat(right.problem()).isEqualTo("unknown-link");
  }

  @Test
  void whoHoldsTheLinkHearsWhichFieldIsWrong() {
    var link = parts.posts();
    assertThat(pointer(door.ask("code", with(link, "digits", "12345"), HOME))).isEqualTo("/digits");
    assertThat(pointer(door.ask("release", with(link, "code", "12345"), HOME))).isEqualTo("/code");
    assertThat(pointer(door.ask("release", with(link, "code", "123456", "ticket", "short"), HOME))).isEqualTo("/ticket");
    assertThat(pointer(door.ask("fetch", Map.of(), HOME))).isEqualTo("/ticket");
    assertThat(pointer(door.ask("acknowledge", Map.of("ticket", Base64Url.encode(new byte[32])), HOME))).isEqualTo("/ack");
    assertThat(door.ask("status", LinkDoor.access(link), HOME).json().path("triesLeft").asInt()).as("nothing was compared").isEqualTo(10);
  }

  @Test
  void fieldsThatACallDoesNotKnowAreRefused() {
    for (var call : List.of("status", "code", "release", "fetch", "acknowledge")) {
      assertThat(pointer(door.ask(call, Map.of("phone", "x"), HOME))).as(call).isEqualTo("/phone");
    }
  }

  @Test
  void manyUnknownLinksFromOneRangeAreTooManyOnEveryCallAndHoldUpNoInvitee() {
    var range = "203.0.113.";
    for (var i = 0; i < 3; i++) {
      assertThat(door.ask(CALLS.get(i), Map.of("access", Base64Url.encode(new byte[32])), range + i).status()).isEqualTo(404);
    }
    for (var call : CALLS) {
      var refused = door.ask(call, Map.of("access", "malformed or not"), range + "77");
      assertThat(refused.status()).as(call).isEqualTo(429);
      assertThat(Integer.parseInt(refused.http().headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 3_600);
    }
    assertThat(door.ask("status", LinkDoor.access(parts.posts()), range + "77").status()).as("a link that is known").isEqualTo(200);
    assertThat(door.ask("status", Map.of(), "203.0.114.1").status()).as("another range").isEqualTo(404);
  }

  @Test
  void wrongTriesOfALinkAreCountedForTheRangeThatTheProxyNames() {
    var link = parts.posts();
    var before = parts.rows("limit_use WHERE subject LIKE 'tries:%' AND used > 0");
    var wrong = door.ask("code", with(link, "digits", LinkParts.not(link.digits())), fresh());
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.json().path("triesLeft").asInt()).isEqualTo(9);
    assertThat(parts.rows("limit_use WHERE subject LIKE 'tries:%' AND used > 0")).isEqualTo(before + 1);
  }

  /** Of every test and answer another range, so that none is held back by the others. */
  private int ranges;

  private String fresh() {
    return "192.0." + (++ranges) + ".1";
  }

  private String lastCode() {
    var text = parts.messages.get(parts.messages.size() - 1).text();
    return text.substring(text.lastIndexOf('#') + 1);
  }

  private static ReleasedInvitation released(Answer answer) {
    return new ReleasedInvitation(answer.text("id"), answer.text("share"), answer.text("envelope"));
  }

  private static String pointer(Answer refused) {
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors")).hasSize(1);
    return refused.json().path("errors").path(0).path("pointer").asText();
  }

  private static Map<String, Object> with(LinkParts.Link link, Object... more) {
    var body = new HashMap<>(LinkDoor.access(link));
    for (var i = 0; i < more.length; i += 2) {
      body.put((String) more[i], more[i + 1]);
    }
    return body;
  }

  private static JsonNode json(Object... members) {
    var json = Meetings.JSON.createObjectNode();
    for (var i = 0; i < members.length; i += 2) {
      json.putPOJO((String) members[i], members[i + 1]);
    }
    return Meetings.JSON.valueToTree(json);
  }
}
