package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Answer;
import nl.sluis.testing.AtOnce;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.RepeatedTest;

/** Those who change a meeting at the same moment, each at another gateway where there are two: whoever is first, the meeting has one state. */
abstract class RacesContract extends GatewaysContract {
  private static final int ROUNDS = 50;
  private MeetingPosts meeting;
  private int round;

  @Override
  void adjust(Settings settings) {
    settings.set("limits.invitationsPerHour", "5000").set("limits.codesPerDay", "5000").set("limits.codesPerDayInAll", "5000")
        .set("limits.wrongTriesPerHour", "5000");
  }

  @RepeatedTest(ROUNDS)
  void aPostAndAHigherOne() {
    begin("a", "b");
    var more = meeting.post(0, "a", "b", "c");
    var higher = List.of(meeting.post(1, "a", "b"), meeting.post(1, "a", "b"));
    isOneState(atOnce(() -> post(0, more), () -> post(1, higher.get(0)), () -> post(0, higher.get(1))));
    assertThat(live().stream().map(one -> one.path("sequence").asInt()).distinct()).containsExactly(1);
  }

  @RepeatedTest(ROUNDS)
  void aPostAndACancellation() {
    begin("a", "b");
    var more = meeting.post(0, "c");
    var higher = meeting.post(2, "a", "b");
    isOneState(atOnce(() -> post(0, more), () -> call(1, "cancel", 1), () -> post(1, higher)));
  }

  @RepeatedTest(ROUNDS)
  void oneIsAddedAndItIsClosed() {
    begin("a", "b");
    var more = meeting.post(0, "b", "c");
    isOneState(atOnce(() -> post(0, more), () -> call(1, "close", null)));
    assertThat(live()).allSatisfy(one -> assertThat(one.path("ref").asText()).isEqualTo("c"));
  }

  /** Of a meeting that has no row, because the gateway drew its uid. */
  @RepeatedTest(ROUNDS)
  void aMeetingWhoseUidWasDrawnIsChangedAndCancelled() {
    meeting = MeetingPosts.sealedAtIntake();
    var first = meeting.post(0, "a", "b");
    first.withObject("/meeting").remove("uid");
    var uid = post(0, first).text("meeting");
    var more = withUid(meeting.post(0, "b", "c"), uid);
    var higher = withUid(meeting.post(1, "a"), uid);
    var answers = atOnce(() -> post(0, more), () -> post(1, higher), () -> callOf(1, "cancel", uid, null));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isIn(200, 201, 409));
    assertThat(live(uid).stream().map(one -> one.path("sequence").asInt()).distinct().count()).isLessThanOrEqualTo(1);
    assertThat(live(uid).stream().map(one -> one.path("ref").asText())).doesNotHaveDuplicates();
  }

  @RepeatedTest(ROUNDS)
  void oneIsReplacedAndReleased() {
    var old = begin("a").get(0);
    var holder = holder();
    var code = code(holder);
    var again = meeting.post(0, "a");
    Meetings.invitee(again, 0).put("replaces", old);
    var answers = atOnce(() -> holder.releases(code), () -> post(1, again));
    assertThat(answers.get(1).status()).as(answers.toString()).isEqualTo(201);
    assertThat(ids(answers.get(1), "replaced")).as(answers.toString()).hasSize(answers.get(0).status() == 200 ? 0 : 1);
    isOneState(List.of(answers.get(1)));
    isReleasedOrGone(answers.get(0), old);
  }

  @RepeatedTest(ROUNDS)
  void allAreReplacedAndOneIsReleased() {
    var old = begin("a").get(0);
    var holder = holder();
    var code = code(holder);
    var higher = meeting.post(1, "a");
    var answers = atOnce(() -> post(1, higher), () -> holder.releases(code));
    assertThat(answers.get(0).status()).as(answers.toString()).isEqualTo(201);
    assertThat(ids(answers.get(0), answers.get(1).status() == 200 ? "openedBefore" : "replaced")).as(answers.toString())
        .containsExactly(old);
    assertThat(ids(answers.get(0), answers.get(1).status() == 200 ? "replaced" : "openedBefore")).as(answers.toString()).isEmpty();
    isReleasedOrGone(answers.get(1), old);
  }

  private void isReleasedOrGone(Answer release, String id) {
    assertThat(release.status()).as(release.toString()).isIn(200, 410);
    assertThat(at(0).find(id).text("state")).isEqualTo(release.status() == 200 ? "opened" : "replaced");
  }

  /** Posts to begin with, at both levels in turns. @return ids */
  private List<String> begin(String... refs) {
    meeting = refs.length == 1 || round++ % 2 == 0 ? MeetingPosts.sealedBySender("sender") : MeetingPosts.sealedAtIntake();
    return ids(post(0, meeting.post(0, refs)), "invitations");
  }

  /** Every live invitation is of one sequence and of another person, and every other is in the answer of whoever ended it. */
  private void isOneState(List<Answer> answers) {
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.toString()).isIn(200, 201, 409));
    assertThat(live().stream().map(one -> one.path("sequence").asInt()).distinct().count()).as(answers.toString()).isLessThanOrEqualTo(1);
    assertThat(live().stream().map(one -> one.path("ref").asText())).as(answers.toString()).doesNotHaveDuplicates();
    Set<String> ended = new HashSet<>();
    for (var answer : answers) {
      List.of("replaced", "cancelled", "closed").forEach(what -> assertThat(ids(answer, what)).allMatch(ended::add));
    }
    Set<String> answered = new HashSet<>();
    answers.forEach(answer -> answered.addAll(ids(answer, "invitations")));
    for (var one : all(meeting.uid())) {
      var id = one.path("id").asText();
      assertThat(ended.contains(id)).as(one + " after " + answers).isEqualTo(isEndedByScheduler(one));
      assertThat(one.path("createdAt").asText()).isNotEmpty();
    }
    var stored = all(meeting.uid()).stream().map(one -> one.path("id").asText()).toList();
    assertThat(stored).as(answers.toString()).containsAll(answered).containsAll(ended);
  }

  private static boolean isEndedByScheduler(JsonNode one) {
    return List.of("replaced", "cancelled", "closed").contains(one.path("state").asText());
  }

  private LinkHolder holder() {
    return new LinkHolder(at(0).settings.publicUrl(), meeting.link("a"));
  }

  private String code(LinkHolder holder) {
    assertThat(holder.asksForCode(meeting.person("a").digits()).status()).isEqualTo(202);
    return at(0).twilio.lastCodeTo(meeting.person("a").phone());
  }

  @SafeVarargs
  private static List<Answer> atOnce(Supplier<Answer>... asks) {
    return AtOnce.atOnce(asks.length, i -> asks[i].get());
  }

  private Answer post(int gateway, JsonNode request) {
    return send(gateway, "/v1/invitations", request.toString());
  }

  private Answer call(int gateway, String what, Integer sequence) {
    return callOf(gateway, what, meeting.uid(), sequence);
  }

  private Answer callOf(int gateway, String what, String uid, Integer sequence) {
    var body = Meetings.JSON.createObjectNode().put("uid", uid);
    return send(gateway, "/v1/meetings/" + what, (sequence == null ? body : body.put("sequence", sequence)).toString());
  }

  private Answer send(int gateway, String path, String body) {
    return Http.send("POST", at(Math.min(gateway, last())).settings.publicUrl() + path, body, "Authorization",
        "Bearer " + at(0).clientKey());
  }

  private List<JsonNode> live() {
    return live(meeting.uid());
  }

  private List<JsonNode> live(String uid) {
    return all(uid).stream().filter(one -> List.of("queued", "mailed").contains(one.path("state").asText())).toList();
  }

  private List<JsonNode> all(String uid) {
    var all = new ArrayList<JsonNode>();
    at(0).ask("GET", "/v1/invitations?meeting=" + uid).json().path("invitations").forEach(all::add);
    return all;
  }

  private static ObjectNode withUid(ObjectNode request, String uid) {
    request.withObject("/meeting").put("uid", uid);
    return request;
  }

  private static List<String> ids(Answer answer, String of) {
    return StreamSupport.stream(answer.json().path(of).spliterator(), false)
        .map(one -> one.isObject() ? one.path("id").asText() : one.asText())
        .toList();
  }
}
