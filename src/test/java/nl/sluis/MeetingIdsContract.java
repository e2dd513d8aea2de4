package nl.sluis;

import static nl.sluis.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The ledger knows which meeting IDs were used, however keys and years change. The clock only goes forward. The same on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MeetingIdsContract {
  private static final int ROUNDS = 8;
  private Databases databases;
  private LocalSluis sluis;
  private LocalSluis beside;
  private Duration ahead = Duration.ZERO;
  private String client;

  abstract Databases databases();

  @BeforeAll
  void start() {
    databases = databases();
    sluis = LocalSluis.started(databases::set);
    beside = databases.gateways() == 1 ? sluis : LocalSluis.startedBeside(sluis, settings -> {});
  }

  @AfterAll
  void stop() {
    if (beside != sluis) {
      beside.close();
    }
    sluis.close();
    databases.close();
  }

  @BeforeEach
  void aClientOfItsOwn() {
    client = newClient();
  }

  @Test
  void anIdIsNewOnceForEachClientHoweverItIsSpelled() {
    var request = request();
    var id = request.at("/meeting/meetingId").asText();
    assertThat(isWarned(post(request))).isFalse();
    for (var spelled : List.of(id, id.replace(" ", ""), id.replace(' ', '-'), "ID " + id)) {
      var other = request();
      other.withObject("/meeting").put("meetingId", spelled);
      assertThat(isWarned(post(other))).as(spelled).isTrue();
    }
    var byLink = request();
    byLink.withObject("/meeting").put("joinUrl", "https://us02web.zoom.us/j/" + id.replace(" ", "")).remove("meetingId");
    assertThat(isWarned(post(byLink))).as("what the link says").isTrue();
    client = newClient();
    var ofAnother = request();
    ofAnother.withObject("/meeting").put("meetingId", id);
    assertThat(isWarned(post(ofAnother))).as("of another client").isFalse();
  }

  @Test
  void theSameMeetingMayUseItsIdAgainAlsoAtAHigherSequence() {
    var request = request();
    assertThat(isWarned(post(request))).isFalse();
    assertThat(isWarned(post(request))).as("added to").isFalse();
    request.withObject("/meeting").put("sequence", 1);
    assertThat(isWarned(post(request))).as("moved").isFalse();
    var other = withIdOf(request);
    assertThat(isWarned(post(other))).isTrue();
    other.withObject("/meeting").put("sequence", 1);
    assertThat(isWarned(post(other))).as("it is the first one's").isTrue();
    assertThat(isWarned(post(request))).as("still").isFalse();
  }

  @Test
  void aPostThatFailsLeavesNoEntry() {
    var cancelled = request();
    post(cancelled);
    cancelled.withObject("/meeting").put("sequence", 5);
    post(cancelled);
    var before = entries();
    var stale = request();
    stale.withObject("/meeting").put("uid", cancelled.at("/meeting/uid").asText()).put("sequence", 2);
    assertThat(post(stale).status()).isEqualTo(409);
    var unknown = request();
    Meetings.invitee(unknown, 0).put("replaces", "AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(post(unknown).status()).isEqualTo(422);
    assertThat(entries()).isEqualTo(before);
    assertThat(isWarned(post(withIdOf(stale)))).isFalse();
    assertThat(isWarned(post(withIdOf(unknown)))).isFalse();
    assertThat(entries()).isEqualTo(before + 2);
  }

  @Test
  void aPostThatIsRepeatedIsNotWarnedOfItself() {
    var request = request();
    request.withObject("/meeting").remove("uid");
    var first = post(request, "Idempotency-Key", "itself-" + Numbers.next());
    assertThat(isWarned(first)).isFalse();
    var key = "again-" + Numbers.next();
    var warned = post(request, "Idempotency-Key", key);
    assertThat(isWarned(warned)).as("without a uid it is another meeting").isTrue();
    var again = post(request, "Idempotency-Key", key);
    assertThat(again.json().path("warnings")).isEqualTo(warned.json().path("warnings"));
    assertThat(again.json().path("invitations")).hasSize(1);
  }

  /** On two gateways, where there are two. */
  @Test
  void ofTwoAtOnceWithTheSameNewIdOneIsWarned() {
    for (var round = 0; round < ROUNDS; round++) {
      var first = request();
      var requests = List.of(first, withIdOf(first), withIdOf(first), withIdOf(first));
      var answers = atOnce(requests.size(), i -> post(i % 2 == 0 ? sluis : beside, requests.get(i)));
      assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isEqualTo(201));
      assertThat(answers.stream().filter(answer -> !isWarned(answer))).as(answers.toString()).hasSize(1);
    }
  }

  @Test
  void anIdStaysKnownOverRotationsAndWhenTheKeyWasStolen() {
    var before = request();
    assertThat(isWarned(post(before))).isFalse();
    for (var times = 0; times < 2; times++) {
      assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
      assertThat(isWarned(post(withIdOf(before)))).isTrue();
    }
    var keys = turns();
    assertThat(sluis.operates("POST", "/tasks/compromise-key?key=" + activeKey()).http().body()).contains("which meeting IDs meetings had");
    assertThat(turns()).as("drawn anew").hasSize(keys.size() + 1).containsAll(keys);
    var after = request();
    for (var gateway : List.of(sluis, beside)) {
      assertThat(isWarned(post(gateway, withIdOf(before)))).as("known before").isTrue();
      assertThat(isWarned(post(gateway, before))).as("its own").isFalse();
    }
    assertThat(isWarned(post(beside, after))).isFalse();
    assertThat(isWarned(post(sluis, withIdOf(after)))).isTrue();
    assertThat(query("SELECT turn FROM used_meeting_id GROUP BY turn")).contains(turns().get(keys.size()));
    client = newClient();
    assertThat(isWarned(post(beside, request()))).isFalse();
  }

  /** Somebody writes past the gateway; the next rotation finds it, and from then on the year begins anew. */
  @Test
  void aLedgerKeyThatDoesNotOpenIsDrawnAnewByARotation() {
    post(request());
    databases.jdbi(sluis).useHandle(
        handle -> handle.execute("UPDATE ledger_key SET hash_key = (SELECT MAX(seal) FROM meeting WHERE seal IS NOT NULL)"));
    assertThat(sluis.operates("POST", "/tasks/rotate-keys").status()).isEqualTo(200);
    assertThat(turns()).isEmpty();
    assertThat(entries()).isZero();
    var request = request();
    for (var gateway : List.of(sluis, beside)) {
      assertThat(isWarned(post(gateway, request))).isFalse();
      assertThat(isWarned(post(gateway, withIdOf(request)))).isTrue();
    }
    assertThat(turns()).hasSize(1);
  }

  @Test
  void anIdIsKnownForTheNextYearAndThenKeyAndHashesAreDestroyed() {
    var request = request();
    var kept = request();
    post(request);
    post(kept);
    var year = now().atOffset(ZoneOffset.UTC).getYear();
    turnTo(year + 1);
    assertThat(isWarned(post(beside, withIdOf(request)))).as("last year's").isTrue();
    kept.set("meeting", moved((ObjectNode) kept.path("meeting")));
    assertThat(isWarned(post(kept))).as("its own").isFalse();
    assertThat(turns()).anyMatch(turn -> turn.startsWith(String.valueOf(year))).anyMatch(turn -> turn.startsWith(String.valueOf(year + 1)));
    turnTo(year + 2);
    Sweeper.sweep(sluis, databases, ahead);
    assertThat(turns()).noneMatch(turn -> turn.startsWith(String.valueOf(year)));
    assertThat(query("SELECT DISTINCT turn FROM used_meeting_id")).noneMatch(turn -> turn.startsWith(String.valueOf(year)));
    assertThat(isWarned(post(withIdOf(kept)))).as("used last year, so it is known").isTrue();
    turnTo(year + 4);
    Sweeper.sweep(sluis, databases, ahead);
    assertThat(entries()).isZero();
    assertThat(isWarned(post(withIdOf(request)))).as("forgotten").isFalse();
  }

  private void turnTo(int year) {
    var begin = Instant.parse(year + "-01-02T12:00:00Z");
    var by = Duration.between(now(), begin);
    ahead = ahead.plus(by);
    sluis.clock.advance(by);
  }

  private Instant now() {
    return Instant.now().plus(ahead);
  }

  private ObjectNode moved(ObjectNode meeting) {
    var start = now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.HOURS);
    return meeting.put("start", start.toString()).put("end", start.plus(Duration.ofHours(1)).toString()).put("sequence",
        meeting.path("sequence").asInt() + 1);
  }

  private ObjectNode request() {
    var request = Meetings.request(moved(Meetings.interview()), 1);
    request.withObject("/meeting").remove("sequence");
    return request;
  }

  private ObjectNode withIdOf(ObjectNode other) {
    var request = request();
    var meeting = request.withObject("/meeting");
    List.of("joinUrl", "webClientUrl", "meetingId").forEach(name -> meeting.set(name, other.path("meeting").path(name)));
    return request;
  }

  private String newClient() {
    return sluis.createClient("ids-" + Numbers.next().substring(1));
  }

  private Answer post(ObjectNode request, String... headers) {
    return post(sluis, request, headers);
  }

  private Answer post(LocalSluis gateway, ObjectNode request, String... headers) {
    var all = new java.util.ArrayList<>(List.of("Authorization", "Bearer " + client));
    all.addAll(List.of(headers));
    return Http.send("POST", gateway.settings.publicUrl() + "/v1/invitations", request.toString(), all.toArray(String[]::new));
  }

  private static boolean isWarned(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    var warnings = answer.json().path("warnings");
    assertThat(warnings.size()).as(warnings.toString()).isLessThanOrEqualTo(1);
    return warnings.path(0).path("rule").asText().equals("meeting-id-new");
  }

  private String activeKey() {
    return query("SELECT id FROM sealing_key WHERE family = 'store' AND state = 'active'").get(0);
  }

  private List<String> turns() {
    return query("SELECT turn FROM ledger_key ORDER BY turn");
  }

  private int entries() {
    return query("SELECT turn FROM used_meeting_id").size();
  }

  private List<String> query(String sql) {
    return databases.jdbi(sluis).withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
