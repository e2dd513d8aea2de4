package nl.sluis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nl.sluis.openapi.Contract;
import nl.sluis.standin.StandInWebhooks;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Answer;
import nl.sluis.testing.AtOnce;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Gateway.Posted;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import nl.sluis.testing.Settings;
import nl.sluis.testing.VideoService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a meeting runs, Zoom tells a gateway, twice and in any order, and a scheduler learns that all are in. Each message may come to any gateway. */
abstract class RunningMeetingsContract extends GatewaysContract {
  private static final String NAME = "Kanarienvogel Canary-5319";
  private final VideoService video = new VideoService();
  private FeedReader reader;
  private String clientKey;
  private int turn;

  @Override
  void adjust(Settings settings) {
    video.set(settings).set("limits.conferencesPerDay", "500");
  }

  @AfterAll
  void hangUp() {
    video.close();
  }

  @BeforeEach
  void follow() {
    clientKey = at(0).createClient("running-" + Numbers.next().substring(1));
    reader = new FeedReader(() -> at(last()).settings.publicUrl(), clientKey);
  }

  @Test
  void allAreInWhenAllOpenedAndAsManyGuestsAreInside() {
    var meeting = meets(2);
    joins(meeting, "a");
    joins(meeting, "b");
    assertThat(said()).as("nobody opened it yet").isEmpty();
    opens(meeting.posted.get(0));
    leaves(meeting, "a");
    joins(meeting, "a");
    assertThat(said()).as("one did not open it").isEmpty();
    opens(meeting.posted.get(1));
    leaves(meeting, "b");
    assertThat(said()).as("one left").isEmpty();
    try (var audit = new CapturedAudit()) {
      joins(meeting, "b");
      assertThat(said()).containsExactly("meeting.all-in participants=2");
      await().until(() -> audit.lines().stream().anyMatch(line -> line.equals("meeting-all-in " + id(meeting))));
      // Nothing ends it, and it is told once.
      leaves(meeting, "b");
      joins(meeting, "b");
      joins(meeting, "c");
      assertThat(audit.lines().stream().filter(line -> line.startsWith("meeting-all-in"))).hasSize(1);
    }
    assertThat(said()).containsExactly("meeting.all-in participants=2");
    assertThat(find(meeting.posted.get(0)).path("state").asText()).isEqualTo("opened");
    assertThat(event("meeting.all-in").path("invitation").asText()).isEqualTo(meeting.posted.get(0).id());
  }

  @Test
  void neitherTheHostNorUsersOfTheAccountCount() {
    var meeting = opened(2);
    var telling = video.tells(gateway());
    var at = moment();
    isTaken(() -> telling.userJoined(meeting.number, "h", ZoomStandIn.HOST, at));
    video.zoom.account().addUser("colleague@example.org");
    isTaken(() -> telling.userJoined(meeting.number, "u", "colleague@example.org", at));
    joins(meeting, "a");
    assertThat(said()).isEmpty();
    joins(meeting, "b");
    assertThat(said()).containsExactly("meeting.all-in participants=2");
  }

  /** One device that comes again is one participant. */
  @Test
  void whoComesAgainIsNotCountedTwice() {
    var meeting = opened(2);
    joins(meeting, "a");
    joins(meeting, "a");
    leaves(meeting, "a");
    joins(meeting, "a");
    assertThat(said()).isEmpty();
    assertThat(participants(meeting)).isEqualTo(1);
  }

  @Test
  void messagesInAnyOrderAreTakenByTheirTimes() {
    var meeting = opened(2);
    var first = moment();
    var left = moment();
    var second = moment();
    // a came, left, and came again; told in the reverse order.
    tell(meeting, "joined", "a", second);
    tell(meeting, "left", "a", left);
    tell(meeting, "joined", "a", first);
    // b came and left; told in the reverse order.
    var came = moment();
    tell(meeting, "left", "b", moment());
    tell(meeting, "joined", "b", came);
    assertThat(said()).isEmpty();
    tell(meeting, "joined", "b", moment());
    assertThat(said()).containsExactly("meeting.all-in participants=2");
  }

  @Test
  void eachBodyCountsOnceOnEveryGateway() {
    var meeting = opened(1);
    var object = recording(meeting);
    var body = StandInWebhooks.body("recording.started", moment(), object);
    var answers = AtOnce.each(IntStream.range(0, 12).boxed().toList(),
        i -> VideoService.repeats(() -> video.tells(at(i % gateways())).send(body)).status());
    assertThat(answers).containsOnly(204);
    assertThat(said()).containsExactly("meeting.recording-started by=recording");
  }

  @Test
  void ofTwoGatewaysAtOnceOneTellsThatAllAreIn() {
    for (var round = 0; round < 5; round++) {
      var meeting = opened(3);
      var at = moment();
      var answers = AtOnce.each(List.of("a", "b", "c", "d"),
          key -> VideoService.repeats(() -> video.tells(gateway()).joined(meeting.number, key, NAME, at)).status());
      assertThat(answers).containsOnly(204);
      assertThat(said()).containsExactly("meeting.all-in participants=3");
      reader.startAgain();
      follow();
    }
  }

  @Test
  void aRecordingIsAnAlarmAndSoIsAnAssistant() {
    var meeting = meets(1);
    var recording = StandInWebhooks.body("recording.started", moment(), recording(meeting));
    var at = moment();
    try (var audit = new CapturedAudit()) {
      isTaken(() -> video.tells(gateway()).send(recording));
      isTaken(() -> video.tells(gateway()).happens("meeting.ai_companion_started", meeting.number, at, Meetings.JSON.createObjectNode()));
      await().until(() -> audit.lines().stream().filter(line -> line.equals("meeting-recording-started " + id(meeting))).count() == 2);
    }
    assertThat(said()).containsExactly("meeting.recording-started by=recording", "meeting.recording-started by=assistant");
    assertThat(find(meeting.posted.get(0)).path("state").asText()).isIn("queued", "mailed");
  }

  @Test
  void participantsAreForgottenWhenTheMeetingEndsAndWhatComesLateIsPassedOver() {
    var meeting = opened(2);
    joins(meeting, "a");
    var late = moment();
    assertThat(participants(meeting)).isEqualTo(1);
    isTaken(() -> video.tells(gateway()).ended(meeting.number));
    assertThat(participants(meeting)).isZero();
    tell(meeting, "joined", "b", late);
    assertThat(participants(meeting)).as("it is of before the end").isZero();
    // The host opens it once more.
    var again = Instant.now().plusSeconds(2);
    tell(meeting, "joined", "a", again);
    tell(meeting, "joined", "b", again);
    assertThat(said()).containsExactly("meeting.all-in participants=2");
  }

  @Test
  void participantsAreForgottenADayAfterTheEndThatWasPlannedAndMessagesAfterADay() {
    var meeting = opened(2);
    joins(meeting, "a");
    sweepRunning(Duration.ofDays(2));
    assertThat(rows("conference_message")).isZero();
    assertThat(participants(meeting)).isEqualTo(1);
    sweepRunning(Duration.ofDays(60));
    assertThat(participants(meeting)).isZero();
  }

  @Test
  void allAreInIsToldTooWhenTheLastOneOpensAfterTheLastOneCame() {
    var meeting = meets(1);
    joins(meeting, "a");
    opens(meeting.posted.get(0));
    sweepRunning(Duration.ZERO);
    await().until(() -> said(), List.of("meeting.all-in participants=1")::equals);
    sweepRunning(Duration.ZERO);
    assertThat(said()).hasSize(1);
  }

  @Test
  void whoWasUninvitedIsNotWaitedForAndWhoseOpeningIsLeftIs() {
    var uninvited = meets(2);
    opens(uninvited.posted.get(0));
    assertThat(ask("DELETE", "/v1/invitations/" + uninvited.posted.get(1).id()).status()).isEqualTo(204);
    joins(uninvited, "a");
    assertThat(said()).containsExactly("meeting.all-in participants=1");

    follow();
    var request = VideoService.request(1);
    request.put("openings", 2);
    var half = meets(request);
    opens(half.posted.get(0));
    joins(half, "a");
    assertThat(said()).as("its link still opens").isEmpty();
  }

  @Test
  void aNewMeetingOfAHigherSequenceIsCountedAnew() {
    var request = VideoService.request(1);
    var before = meets(request);
    request.withObject("/meeting").put("sequence", 1);
    // Another address, because the mail of the former invitation may come later than that of the new one.
    Meetings.invitee(request, 0).put("email", "moved" + Numbers.next().substring(1) + "@example.net");
    var after = meets(request);
    opens(after.posted.get(0));
    joins(before, "a");
    assertThat(said()).as("the former one is to be deleted").isEmpty();
    joins(after, "a");
    assertThat(said()).containsExactly("meeting.all-in participants=1");
  }

  @Test
  void aQuestionWhetherWeKnowTheSecretIsAnswered() {
    var body = Meetings.JSON.createObjectNode().put("event", "endpoint.url_validation").put("event_ts", System.currentTimeMillis());
    body.putObject("payload").put("plainToken", "qgg8vlvZRS6UYooatFL8Aw");
    var answer = post(body.toString());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("plainToken")).isEqualTo("qgg8vlvZRS6UYooatFL8Aw");
    assertThat(answer.text("encryptedToken")).hasSize(64);
    assertThat(video.tells(gateway()).challenge("another").body()).contains("\"plainToken\":\"another\"");
  }

  @Test
  void whatIsNotSignedByZoomIsRefusedAndChangesNothing() {
    var meeting = opened(1);
    var body = StandInWebhooks.body("recording.started", moment(), recording(meeting));
    var now = String.valueOf(Instant.now().getEpochSecond());
    var right = StandInWebhooks.signature(ZoomStandIn.WEBHOOK_SECRET, now, body);
    var telling = video.tells(gateway());
    var before = rows("conference_message");
    assertThat(telling.send(body, now, StandInWebhooks.signature("another-secret", now, body)).status()).as("forged").isEqualTo(401);
    assertThat(telling.send((new String(body, UTF_8) + " ").getBytes(UTF_8), now, right).status()).as("another body").isEqualTo(401);
    for (var hours : List.of(-3, 3)) {
      var then = String.valueOf(Instant.now().plus(Duration.ofHours(hours)).getEpochSecond());
      assertThat(telling.send(body, then, right).status()).as("another time").isEqualTo(401);
      assertThat(telling.send(body, then, StandInWebhooks.signature(ZoomStandIn.WEBHOOK_SECRET, then, body)).status())
          .as("too old, or of the future").isEqualTo(401);
    }
    for (var wrong : List.of("v0=", "v0=" + "0".repeat(64), "v1" + right.substring(2), right.substring(3), right + "0",
        "x".repeat(5_000))) {
      assertThat(telling.send(body, now, wrong).status()).isEqualTo(401);
    }
    for (var wrong : List.of("", "now", "-1", "99999999999999999999", "1e9", now + ".0")) {
      assertThat(telling.send(body, wrong, right).status()).as(wrong).isEqualTo(401);
    }
    var unsigned = Contract.rubbish(() -> Http.send("POST", gateway().settings.publicUrl() + "/conference/zoom", new String(body, UTF_8)));
    assertThat(unsigned.status()).isEqualTo(401);
    assertThat(said()).isEmpty();
    assertThat(rows("conference_message")).isEqualTo(before);
    isTaken(() -> telling.send(body, now, right));
    isTaken(() -> telling.send(body, now, right));
    assertThat(said()).as("the same with its signature, and replayed").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "7", "<?xml version=\"1.0\"?><error/>", "{\"event\":7}",
    "{\"event\":\"recording.started\"}",
    "{\"event\":\"meeting.participant_joined\",\"event_ts\":\"x\",\"payload\":{\"object\":{\"id\":\"%d\",\"participant\":{\"user_id\":\"1\"}}}}",
    "{\"event\":\"meeting.participant_joined\",\"event_ts\":1e300,\"payload\":{\"object\":{\"id\":\"%d\",\"participant\":{\"user_id\":\"1\"}}}}",
    "{\"event\":\"meeting.participant_joined\",\"event_ts\":1,\"payload\":{\"object\":{\"id\":\"%d\",\"participant\":\"x\"}}}",
    "{\"event\":\"meeting.participant_joined\",\"event_ts\":1,\"payload\":{\"object\":{\"id\":\"%d\"}}}",
    "{\"event\":\"recording.started\",\"event_ts\":1,\"payload\":[{\"object\":{\"id\":\"%d\"}}]}",
    "{\"event\":\"recording.started\",\"event_ts\":1,\"payload\":{\"object\":{\"id\":{\"x\":1}}}}",
    "{\"event\":\"meeting.of_the_future\",\"event_ts\":1,\"payload\":{\"object\":{\"id\":\"%d\"}}}"})
  void whatIsSignedAndNotAsDescribedIsPassedOver(String body) {
    var meeting = opened(1);
    var answer = isTaken(() -> video.tells(gateway()).send(String.format(Locale.ROOT, body, meeting.number).getBytes(UTF_8)));
    assertThat(answer.body()).isEmpty();
    assertThat(said()).isEmpty();
  }

  @Test
  void unknownFieldsAndOtherMeetingsOfTheAccountDoNotMatter() {
    var meeting = opened(1);
    var object = recording(meeting);
    object.put("new_field", "x").putObject("more").putArray("deep").add(1);
    var body = StandInWebhooks.body("recording.started", moment(), object);
    isTaken(() -> video.tells(gateway()).send(body));
    assertThat(said()).containsExactly("meeting.recording-started by=recording");
    var before = rows("conference_message");
    for (var other : List.of(11_111_111_111L, 1L, Long.MAX_VALUE)) {
      isTaken(() -> video.tells(gateway()).recordingStarted(other));
    }
    assertThat(rows("conference_message")).isEqualTo(before);
  }

  @Test
  void aBodyOfSixtyFourKibibytesIsTakenAndALargerOneIsNot() {
    var meeting = opened(1);
    var object = recording(meeting);
    var short0 = StandInWebhooks.body("recording.started", moment(), object.put("padding", "")).length;
    object.put("padding", "x".repeat(65_536 - short0));
    var largest = StandInWebhooks.body("recording.started", moment(), object);
    assertThat(largest).hasSize(65_536);
    isTaken(() -> video.tells(gateway()).send(largest));
    assertThat(said()).hasSize(1);
    object.put("padding", "x".repeat(65_537 - short0));
    assertThat(video.tells(gateway()).send(StandInWebhooks.body("recording.started", moment(), object)).status()).isEqualTo(413);
    assertThat(said()).hasSize(1);
  }

  /** Strangers cost no statement, and learn nothing. */
  @Test
  void tenThousandStrangersLeaveNothing() {
    var meeting = opened(1);
    var body = new String(StandInWebhooks.body("recording.started", moment(), recording(meeting)), UTF_8);
    var url = at(0).settings.publicUrl() + "/conference/zoom";
    var messages = rows("conference_message");
    var refused = AtOnce.each(IntStream.range(0, 20).boxed().toList(), worker -> {
      for (var i = 0; i < 500; i++) {
        var answer = Http.send("POST", url, body, "x-zm-request-timestamp", String.valueOf(Instant.now().getEpochSecond()),
            "x-zm-signature", "v0=" + "ab".repeat(32));
        if (answer.status() != 401 || answer.http().body().length() > 200) {
          return answer.toString();
        }
      }
      return "refused";
    });
    assertThat(refused).containsOnly("refused");
    assertThat(rows("conference_message")).isEqualTo(messages);
    assertThat(said()).isEmpty();
    joins(meeting, "a");
    assertThat(said()).containsExactly("meeting.all-in participants=1");
  }

  /** Zoom waits for three seconds. What comes to the disk after all counts once. */
  @Test
  void aSlowDatabaseIsAnsweredSoonAndTheMessageCountsOnceWhenItComesAgain() {
    var meeting = opened(1);
    var body = StandInWebhooks.body("recording.started", moment(), recording(meeting));
    var telling = video.tells(gateway());
    try (var handle = jdbi().open()) {
      handle.begin();
      handle.execute("SELECT id FROM conference WHERE id = ? FOR UPDATE", id(meeting));
      var asked = Instant.now();
      assertThat(telling.send(body).status()).isEqualTo(503);
      assertThat(Duration.between(asked, Instant.now())).as("long before the row is free").isLessThan(Duration.ofSeconds(30));
      handle.rollback();
    }
    await().until(() -> telling.send(body).status(), status -> status == 204);
    await().until(() -> said().size() == 1);
    isTaken(() -> video.tells(at(0)).send(body));
    assertThat(said()).containsExactly("meeting.recording-started by=recording");
  }

  @Test
  void nobodysNameIsKeptOrLogged() throws IOException {
    var canaries = List.of(NAME, "canary-guest@example.com", "canary-uuid-7788", "canary-user-5566");
    var meeting = opened(2);
    var guest = Meetings.JSON.createObjectNode();
    guest.putObject("participant").put("user_name", NAME).put("email", "").put("participant_uuid", "canary-uuid-7788")
        .put("user_id", "canary-user-5566").put("id", "").put("registrant_id", "");
    var colleague = Meetings.JSON.createObjectNode();
    colleague.putObject("participant").put("user_name", NAME).put("email", "canary-guest@example.com").put("id", "canary-user-5566");
    try (var log = new CapturedLog()) {
      for (var one : List.of(guest, colleague)) {
        var at = moment();
        isTaken(() -> video.tells(gateway()).happens("meeting.participant_joined", meeting.number, at, one));
      }
      joins(meeting, "b");
      assertThat(said()).containsExactly("meeting.all-in participants=2");
      assertThat(log.text()).doesNotContain(canaries).doesNotContain(String.valueOf(meeting.number));
    }
    reader.startAgain();
    assertThat(reader.reads().toString()).doesNotContain(canaries).doesNotContain(String.valueOf(meeting.number));
    for (var file : files()) {
      var text = new String(Databases.bytes(file), ISO_8859_1);
      assertThat(canaries.stream().filter(text::contains)).as(file.toString()).isEmpty();
    }
    assertThat(at(0).operates("GET", "/conference").http().body()).doesNotContain(canaries).doesNotContain(String.valueOf(meeting.number));
  }

  @Test
  void twoRotationsLaterTheSameParticipantIsKnownAgain() {
    var meeting = opened(2);
    joins(meeting, "a");
    for (var i = 0; i < 2; i++) {
      assertThat(at(0).operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    }
    joins(meeting, "a");
    assertThat(participants(meeting)).isEqualTo(1);
    joins(meeting, "b");
    assertThat(said()).hasSize(1);
  }

  // What happens

  private Meeting opened(int invitees) {
    var meeting = meets(invitees);
    meeting.posted.forEach(this::opens);
    return meeting;
  }

  private Meeting meets(int invitees) {
    return meets(VideoService.request(invitees));
  }

  private Meeting meets(ObjectNode request) {
    var answer = postAs(clientKey, 0, request.toString(), Numbers.next());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    var posted = new ArrayList<Posted>();
    for (var i = 0; i < answer.json().path("invitations").size(); i++) {
      var invitee = request.withArray("invitees").get(i);
      posted.add(new Posted(answer.json().path("invitations").path(i).path("id").asText(), invitee.path("email").asText(),
          invitee.path("phone").asText(), ""));
    }
    return new Meeting(Long.parseLong(answer.json().at("/conference/meetingId").asText().replaceAll("\\D", "")), posted);
  }

  private void opens(Posted posted) {
    var holder = at(0).holderOf(posted);
    assertThat(holder.releases(at(0).codeFor(holder, posted)).status()).isEqualTo(200);
  }

  private void joins(Meeting meeting, String key) {
    tell(meeting, "joined", key, moment());
  }

  private void leaves(Meeting meeting, String key) {
    tell(meeting, "left", key, moment());
  }

  private void tell(Meeting meeting, String what, String key, Instant at) {
    var telling = video.tells(gateway());
    isTaken(() -> what.equals("joined")
        ? telling.joined(meeting.number, key, NAME, at)
        : telling.left(meeting.number, key, NAME, at));
  }

  private static StandInWebhooks.Answer isTaken(Supplier<StandInWebhooks.Answer> sends) {
    var answer = VideoService.repeats(sends);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    return answer;
  }

  /** Each is later than the one before, by Zoom's milliseconds. */
  private Instant moment() {
    turn++;
    return Instant.now().minusSeconds(3_600).plusMillis(turn * 10L);
  }

  /** Messages come to one gateway and to the other. */
  private LocalSluis gateway() {
    return at(turn % gateways());
  }

  private static ObjectNode recording(Meeting meeting) {
    var object = Meetings.JSON.createObjectNode().put("id", meeting.number).put("uuid", "4444AAAiAAAAAiAiAiiAii==");
    object.putObject("recording_file").put("recording_start", "2027-01-12T09:00:00Z");
    return object;
  }

  // What became of it

  /** @return what the feed says of the one meeting of the test, and not of its invitations */
  private List<String> said() {
    return told().stream().map(FeedReader::said).filter(said -> !said.startsWith("invitation.")).toList();
  }

  private JsonNode event(String type) {
    return told().stream().filter(event -> event.path("type").asText().equals(type)).findFirst().orElseThrow();
  }

  /** All that was told by now. */
  private List<JsonNode> told() {
    await().until(() -> rows("unplaced_event") == 0);
    reader.startAgain();
    return reader.reads();
  }

  private long participants(Meeting meeting) {
    return count("SELECT COUNT(*) FROM conference_participant WHERE conference_id = ?", id(meeting));
  }

  /** @return the meeting's id here */
  private String id(Meeting meeting) {
    return jdbi().withHandle(handle -> handle.createQuery("""
        SELECT c.id FROM conference c JOIN invitation i ON i.client_id = c.client_id AND i.meeting_hash = c.meeting_hash
          AND COALESCE(i.sequence, 0) = c.sequence
        WHERE i.id = ?
        """).bind(0, meeting.posted.get(0).id()).mapTo(String.class).one());
  }

  private long count(String sql, String value) {
    return jdbi().withHandle(handle -> handle.createQuery(sql).bind(0, value).mapTo(Long.class).one());
  }

  private JsonNode find(Posted posted) {
    return ask("GET", "/v1/invitations/" + posted.id()).json();
  }

  private Answer ask(String method, String path) {
    return Http.send(method, at(0).settings.publicUrl() + path, null, "Authorization", "Bearer " + clientKey);
  }

  /** As Zoom posts it, by a client that looks at the description. */
  private Answer post(String body) {
    var now = String.valueOf(Instant.now().getEpochSecond());
    return Http.send("POST", gateway().settings.publicUrl() + "/conference/zoom", body, "x-zm-request-timestamp", now, "x-zm-signature",
        StandInWebhooks.signature(ZoomStandIn.WEBHOOK_SECRET, now, body.getBytes(UTF_8)));
  }

  /**
   * @param number at Zoom
   * @param posted its invitations, in order
   */
  private record Meeting(long number, List<Posted> posted) {}
}
