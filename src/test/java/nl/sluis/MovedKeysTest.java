package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Mailbox;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What moves outlives the keys: openings half used, where meetings stand, refs of live and ended ones, and mails owed. */
@Tag("slow")
class MovedKeysTest {
  private final LocalSluis sluis = new LocalSluis();
  private ObjectNode request;
  private Posted half;
  private LinkHolder first;
  private LinkHolder second;
  private String code;
  private Posted ended;
  private LinkHolder endedLink;
  private ObjectNode cancelledRequest;
  private Posted cancelled;
  private String former;

  @BeforeEach
  void live() {
    sluis.start();
    request = request("half");
    request.put("openings", 3).withObject("/meeting").put("sequence", 2);
    half = posts(request);
    first = sluis.holderOf(half);
    assertThat(first.releases(sluis.codeFor(first, half)).status()).isEqualTo(200);
    sluis.clock.advance(Duration.ofSeconds(61));
    second = new LinkHolder(sluis.settings.publicUrl(), "#" + IndependentOpener.encode(first.linkSecret()));
    code = sluis.codeFor(second, half);
    ended = posts(request("ended"));
    endedLink = sluis.holderOf(ended);
    assertThat(sluis.ask("DELETE", "/v1/invitations/" + ended.id()).status()).isEqualTo(204);
    cancelledRequest = request("cancelled");
    cancelled = posts(cancelledRequest);
    await().until(() -> sluis.find(cancelled.id()).text("state"), "mailed"::equals);
    former = activeStoreKey();
    sluis.mailbox.stop();
    assertThat(cancels(cancelledRequest).json().path("told")).hasSize(1);
  }

  @AfterEach
  void stop() {
    sluis.close();
  }

  @Test
  void twoRotationsLoseNothing() {
    try (var audit = new CapturedAudit()) {
      for (var rotation = 0; rotation < 2; rotation++) {
        assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      }
      isDestroyed();
      assertThat(first.fetches().status()).isEqualTo(200);
      assertThat(second.opens(second.releases(code))).isNotNull();
      assertThat(first.status().json().at("/openings/left").asInt()).isEqualTo(1);
      standsWhereItStood();
      assertThat(sluis.find(half.id()).text("ref")).isEqualTo("half");
      var again = sluis.post(request);
      assertThat(again.json().at("/invitations/0/existing").asBoolean()).isTrue();
      assertThat(again.json().at("/invitations/0/id").asText()).isEqualTo(half.id());
      theMailsLeave();
      assertThat(audit.lines()).noneMatch(line -> line.contains("tampered"));
    }
  }

  @Test
  void aCompromisedKeyEndsWhatIsLiveAndLosesNoRefAndNoSequence() {
    try (var audit = new CapturedAudit()) {
      var compromised = sluis.operates("POST", "/tasks/compromise-key?key=" + former);
      assertThat(compromised.status()).isEqualTo(200);
      assertThat(compromised.http().body()).contains(half.id());
      isDestroyed();
      assertThat(sluis.find(half.id()).text("state")).isEqualTo("revoked");
      assertThat(sluis.find(half.id()).text("attention")).isEqualTo("key-compromised");
      assertThat(sluis.find(half.id()).json().at("/openings/at")).hasSize(1);
      assertThat(sluis.find(half.id()).text("ref")).isEqualTo("half");
      assertThat(first.fetches().status()).isEqualTo(404);
      assertThat(second.releases(code).text("state")).isEqualTo("revoked");
      standsWhereItStood();
      var anew = request.deepCopy();
      Meetings.invitee(anew, 0).put("replaces", half.id());
      var posted = sluis.post(anew);
      assertThat(posted.status()).isEqualTo(201);
      assertThat(posted.json().at("/invitations/0").has("existing")).isFalse();
      assertThat(posted.json().at("/invitations/0/ref").asText()).isEqualTo("half");
      theMailsLeave();
      assertThat(audit.lines()).noneMatch(line -> line.contains("tampered"));
    }
  }

  private void standsWhereItStood() {
    assertThat(sluis.find(ended.id()).text("ref")).isEqualTo("ended");
    assertThat(endedLink.status().text("state")).isEqualTo("revoked");
    assertThat(sluis.find(cancelled.id()).text("ref")).isEqualTo("cancelled");
    assertThat(sluis.post(cancelledRequest).problem()).isEqualTo("stale-sequence");
    var lower = request.deepCopy();
    lower.withObject("/meeting").put("sequence", 1);
    assertThat(sluis.post(lower).problem()).isEqualTo("stale-sequence");
  }

  private void theMailsLeave() {
    sluis.mailbox.restart();
    assertThat(sluis.operates("POST", "/tasks/flush-outbox").status()).isEqualTo(200);
    // The mailbox forgets at a stop what it had.
    await().until(() -> sluis.mailbox.mailsTo(cancelled.email()).stream().anyMatch(mail -> !Mailbox.text(mail).contains("/i#")));
  }

  private void isDestroyed() {
    assertThat(sluis.operates("GET", "/keys").http().body())
        .contains("\"id\":\"" + former + "\",\"family\":\"store\",\"state\":\"DESTROYED");
  }

  private String activeStoreKey() {
    var keys = sluis.operates("GET", "/keys").json().path("keys");
    return StreamSupport.stream(keys.spliterator(), false).filter(key -> key.path("family").asText().equals("store")
        && key.path("state").asText().equals("ACTIVE")).findFirst().orElseThrow().path("id").asText();
  }

  private Answer cancels(ObjectNode posted) {
    return Http.send("POST", sluis.settings.publicUrl() + "/v1/meetings/cancel",
        Meetings.JSON.valueToTree(Map.of("uid", posted.at("/meeting/uid").asText())).toString(), "Authorization",
        "Bearer " + sluis.clientKey());
  }

  private Posted posts(ObjectNode one) {
    var answer = sluis.post(one);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    var invitee = Meetings.invitee(one, 0);
    return new Posted(answer.json().at("/invitations/0/id").asText(), invitee.path("email").asText(), invitee.path("phone").asText(),
        one.path("meeting").toString());
  }

  private static ObjectNode request(String ref) {
    var request = Meetings.request();
    Meetings.invitee(request, 0).put("ref", ref).put("phone", Numbers.next()).put("email", ref + "." + System.nanoTime() + "@example.net");
    return request;
  }
}
