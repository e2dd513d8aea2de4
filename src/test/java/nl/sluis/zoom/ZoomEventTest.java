package nl.sluis.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.sluis.secret.Secret;
import nl.sluis.standin.ZoomStandIn;
import org.junit.jupiter.api.Test;

/** Of what Zoom tells only what is needed is read, whatever it looks like. */
class ZoomEventTest {
  @Test
  void aGuestComesInWithoutHisName() {
    var event = ZoomEvent.read("""
        {"event": "meeting.participant_joined", "event_ts": 1626230691572, "payload": {"account_id": "AAAAAABBBB", "object": {
         "id": "81234567890", "uuid": "4444AAAiAAAAAiAiAiiAii==", "host_id": "x1yCzABCDEfg23HiJKl4mN", "topic": "My Meeting", "type": 2,
         "participant": {"user_id": "16778240", "user_name": "Jill Chill", "id": "", "participant_uuid": "55555AAAiAAAAAiAiAiiAii",
          "email": "", "phone_number": "8615250064084", "new_field": {}}}}}""".getBytes(UTF_8));
    assertThat(event).isEqualTo(new ZoomEvent("meeting.participant_joined", Instant.ofEpochMilli(1_626_230_691_572L), "AAAAAABBBB",
        "81234567890", "x1yCzABCDEfg23HiJKl4mN", new ZoomEvent.Participant("55555AAAiAAAAAiAiAiiAii", false), null));
    assertThat(event.toString() + event.participant()).doesNotContain("Jill", "5555", "8123");
  }

  @Test
  void hostAndUsersOfTheAccountAreTold() {
    assertThat(participant("{\"id\": \"hh\", \"participant_uuid\": \"p\", \"email\": \"\"}"))
        .isEqualTo(new ZoomEvent.Participant("hh", true));
    assertThat(participant("{\"id\": \"uu\", \"participant_uuid\": \"p\", \"email\": \"inge@example.org\"}"))
        .isEqualTo(new ZoomEvent.Participant("uu", true));
    assertThat(participant("{\"id\": \"of-another-account\", \"participant_uuid\": \"p\", \"email\": \"\"}"))
        .isEqualTo(new ZoomEvent.Participant("of-another-account", false));
    assertThat(participant("{\"user_id\": \"16778240\"}")).isEqualTo(new ZoomEvent.Participant("16778240", false));
    assertThat(participant("{\"user_name\": \"Jill\"}")).isNull();
  }

  /** Of a recording the number is a number, of all else a text. */
  @Test
  void theMeetingsNumberMayBeANumber() {
    assertThat(
        ZoomEvent.read("{\"event\":\"recording.started\",\"event_ts\":1,\"payload\":{\"object\":{\"id\":81234567890}}}".getBytes(UTF_8))
            .meetingId())
        .isEqualTo("81234567890");
  }

  @Test
  void theQuestionHasItsToken() {
    var event = ZoomEvent
        .read("{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\"}}".getBytes(UTF_8));
    assertThat(event.name()).isEqualTo(ZoomEvent.CHALLENGE);
    assertThat(event.plainToken()).isEqualTo("qgg8vlvZRS6UYooatFL8Aw");
  }

  @Test
  void whatIsNoneOfZoomsIsNone() {
    for (var bad : List.of("", "{", "null", "[]", "1", "{}", "{\"event\": 7}", "{\"event\": \"<xml/>\"}", "<event/>",
        "{\"event\":\"meeting.started\",\"event_ts\":-1}", "{\"event\":\"" + "a".repeat(101) + "\"}", "[".repeat(5_000),
        "{\"event\":\"meeting.started\",\"x\":\"" + "a".repeat(65_536) + "\"}")) {
      assertThat(ZoomEvent.read(bad.getBytes(UTF_8))).as(bad.substring(0, Math.min(40, bad.length()))).isNull();
    }
    for (var odd : List.of("{\"event\":\"meeting.started\"}", "{\"event\":\"meeting.started\",\"payload\":[]}",
        "{\"event\":\"meeting.started\",\"event_ts\":\"soon\",\"payload\":{\"object\":\"none\"}}",
        "{\"event\":\"meeting.started\",\"payload\":{\"object\":{\"id\":\"1; drop\",\"participant\":7}}}",
        "{\"event\":\"meeting.started\",\"payload\":{\"object\":{\"id\":8.1e10}}}")) {
      assertThat(ZoomEvent.read(odd.getBytes(UTF_8)).meetingId()).as(odd).isNull();
    }
  }

  /** A receiver that verifies and reads, as a gateway does. */
  @Test
  void whatTheStandInSendsIsSignedAndRead() throws IOException {
    var received = new CopyOnWriteArrayList<ZoomEvent>();
    var signature = new ZoomSignature(() -> Secret.of(ZoomStandIn.WEBHOOK_SECRET), Clock.systemUTC());
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> {
      var body = exchange.getRequestBody().readAllBytes();
      var headers = exchange.getRequestHeaders();
      var isZooms = signature.isOfZoom(headers.getFirst("x-zm-request-timestamp"), headers.getFirst("x-zm-signature"), body);
      if (isZooms) {
        received.add(ZoomEvent.read(body));
      }
      exchange.sendResponseHeaders(isZooms ? 200 : 401, -1);
      exchange.close();
    });
    server.start();
    try (var at = new ZoomAtHand()) {
      var id = Long.parseLong(at.meetings.make(at.wanted(), ZoomAtHand.LONG).providerId());
      var webhooks = at.zoom.webhooks(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/conference/zoom"));
      var moment = Instant.ofEpochMilli(1_626_230_691_572L);
      for (var answer : List.of(webhooks.started(id), webhooks.joined(id, "p1", "Jill Chill", moment),
          webhooks.left(id, "p1", "Jill Chill", moment),
          webhooks.userJoined(id, "p2", ZoomStandIn.HOST, moment), webhooks.recordingStarted(id), webhooks.assistantStarted(id),
          webhooks.ended(id),
          webhooks.settingsUpdated("account.settings_updated"), webhooks.challenge("token"))) {
        assertThat(answer.status()).isEqualTo(200);
      }
      assertThat(webhooks.send("{}".getBytes(UTF_8), "1", "v0=00").status()).isEqualTo(401);
      assertThat(received).extracting(ZoomEvent::name).containsExactly("meeting.started", "meeting.participant_joined",
          "meeting.participant_left", "meeting.participant_joined", "recording.started", "meeting.ai_companion_started", "meeting.ended",
          "account.settings_updated", ZoomEvent.CHALLENGE);
      assertThat(received.subList(0, 7)).allSatisfy(event -> assertThat(event.meetingId()).isEqualTo(String.valueOf(id)));
      assertThat(received.get(1).participant()).isEqualTo(received.get(2).participant()).isEqualTo(new ZoomEvent.Participant("p1", false));
      assertThat(received.get(1).at()).isEqualTo(moment);
      assertThat(received.get(3).participant().isOfAccount()).isTrue();
    } finally {
      server.stop(0);
    }
  }

  private static ZoomEvent.Participant participant(String json) {
    return ZoomEvent.read(
        ("{\"event\":\"meeting.participant_joined\",\"event_ts\":1,\"payload\":{\"object\":{\"id\":\"81234567890\",\"host_id\":\"hh\","
            + "\"participant\":" + json + "}}}").getBytes(UTF_8))
        .participant();
  }
}
