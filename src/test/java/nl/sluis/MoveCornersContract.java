package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Answer;
import nl.sluis.testing.Http;
import nl.sluis.testing.LinkHolder;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the author of a scheduling system meets sooner or later: calls that are repeated, combined, late or out of order. The same on every database. */
abstract class MoveCornersContract extends GatewaysContract {
  private static final int HOURLY = 500;
  private MeetingPosts meeting;
  private String clientKey;

  @Override
  void adjust(Settings settings) {
    settings.set("limits.invitationsPerHour", String.valueOf(HOURLY)).set("limits.wrongTriesPerHour", "5000");
  }

  @BeforeEach
  void begin() {
    meeting = MeetingPosts.sealedAtIntake();
    clientKey = at(0).createClient("scheduler-" + System.nanoTime());
  }

  @Test
  void aHigherPostIsRepeated() {
    var first = posts(meeting.post(0, "a", "b"));
    var higher = meeting.post(1, "a", "b");
    var key = "\"" + System.nanoTime() + "\"";
    var moved = send(higher, "Idempotency-Key", key);
    assertThat(ids(moved, "replaced")).isEqualTo(ids(first));

    var keyed = send(higher, "Idempotency-Key", key);
    assertThat(ids(keyed)).isEqualTo(ids(moved));
    assertThat(keyed.json().path("sequence").asInt()).isEqualTo(1);
    var marked = posts(higher);
    assertThat(ids(marked)).as("by their refs").isEqualTo(ids(moved));
    assertThat(marked.json().path("invitations")).allSatisfy(one -> assertThat(one.path("existing").asBoolean()).isTrue());
    assertThat(marked.json().has("replaced")).isFalse();
    var unmarked = meeting.post(1, "a", "b");
    unmarked.path("invitees").forEach(one -> ((ObjectNode) one).remove("ref"));
    assertThat(ids(posts(unmarked))).as("without a key and without refs it adds").doesNotContainAnyElementsOf(ids(moved)).hasSize(2);

    posts(meeting.post(2, "a"));
    var late = send(higher, "Idempotency-Key", key);
    assertThat(ids(late)).isEqualTo(ids(moved));
    assertThat(late.json().path("sequence").asInt()).isEqualTo(1);
    assertThat(late.json().path("invitations").findValuesAsText("state")).containsExactly("replaced", "replaced");
    isStale(send(higher), 2);
  }

  @Test
  void theSameRefsAtAHigherSequenceAreInvitedAnew() {
    var first = posts(meeting.post(0, "a", "b"));
    var moved = posts(meeting.post(3, "a", "b"));
    assertThat(ids(moved)).doesNotContainAnyElementsOf(ids(first));
    assertThat(moved.json().path("invitations").findValuesAsText("ref")).containsExactly("a", "b");
    assertThat(at(last()).ask("GET", "/v1/invitations").status()).isEqualTo(200);
    assertThat(find(ids(first).get(0)).text("ref")).as("the old one keeps its ref").isEqualTo("a");
    var added = posts(meeting.post(3, "a", "b", "c"));
    assertThat(ids(added).subList(0, 2)).isEqualTo(ids(moved));
    assertThat(added.json().at("/invitations/2").has("existing")).isFalse();
  }

  @Test
  void oneThatIsOverIsReplacedAndStaysWhatItIs() {
    var first = posts(meeting.post(0, "locked", "opened"));
    var locked = holder("locked");
    for (var tries = 0; tries < 10; tries++) {
      locked.asksForCode("0000");
    }
    opens("opened");
    var request = meeting.post(0, "locked", "opened");
    Meetings.invitee(request, 0).put("replaces", ids(first).get(0));
    Meetings.invitee(request, 1).put("replaces", ids(first).get(1));
    var second = posts(request);
    assertThat(ids(second, "replaced")).isEmpty();
    assertThat(ids(second)).doesNotContainAnyElementsOf(ids(first));
    assertThat(states(first)).containsExactly("locked", "opened");
    assertThat(states(second)).allMatch(state -> List.of("queued", "mailed").contains(state));
    assertThat(ids(posts(request))).as("sent again").isEqualTo(ids(second));
    assertThat(ids(posts(meeting.post(0, "locked", "opened")))).as("the refs are those of the new ones").isEqualTo(ids(second));
  }

  @Test
  void whoIsWrongIsLeftOutWhileOthersExistAndAreReplaced() {
    var first = posts(meeting.post(0, "a", "b", "c"));
    var request = meeting.post(0, "a", "b", "c", "d");
    Meetings.invitee(request, 1).put("replaces", ids(first).get(1));
    Meetings.invitee(request, 2).put("replaces", ids(first).get(2)).put("phone", "+31201234567");
    var lenient = send(request, "Prefer", "handling=lenient");
    assertThat(lenient.status()).as(lenient.toString()).isEqualTo(201);
    assertThat(ids(lenient)).hasSize(3).startsWith(ids(first).get(0));
    assertThat(lenient.json().path("invitations").findValuesAsText("ref")).containsExactly("a", "b", "d");
    assertThat(lenient.json().at("/invitations/0/existing").asBoolean()).isTrue();
    assertThat(lenient.json().path("refused").findValuesAsText("ref")).containsExactly("c");
    assertThat(ids(lenient, "replaced")).as("of whom is left out nothing ends").containsExactly(ids(first).get(1));
    assertThat(states(first).get(2)).isIn("queued", "mailed");

    Meetings.invitee(request, 2).put("phone", meeting.person("c").phone());
    var mended = posts(request);
    assertThat(ids(mended, "replaced")).containsExactly(ids(first).get(2));
    assertThat(existing(mended)).containsExactly(true, true, false, true);
    assertThat(List.of(ids(mended).get(0), ids(mended).get(1), ids(mended).get(3))).isEqualTo(ids(lenient));
  }

  @Test
  void aCancellationIsNotOlderThanTheMeetingAndMayRaiseItsSequence() {
    var first = posts(meeting.post(2, "a", "b"));
    opens("a");
    // A mail that waits is not sent any more, and is counted below.
    at(0).mailbox.linksTo(meeting.person("b").email(), 1);
    isStale(cancel(1), 2);
    assertThat(states(first).get(1)).as("nothing happened").isIn("queued", "mailed");
    var cancelled = cancel(4);
    assertThat(cancelled.json().path("sequence").asInt()).isEqualTo(4);
    assertThat(ids(cancelled, "cancelled")).containsExactly(ids(first).get(1));
    assertThat(ids(cancelled, "untold")).containsExactly(ids(first).get(0));
    isStale(cancel(3), 4);
    var again = cancel(4);
    assertThat(ids(again, "cancelled")).isEmpty();
    assertThat(ids(again, "untold")).as("nobody told them yet").containsExactly(ids(first).get(0));
    assertThat(cancel(null).json().path("sequence").asInt()).isEqualTo(4);
    assertThat(cancel(5).json().path("sequence").asInt()).isEqualTo(5);
    isStale(send(meeting.post(5, "a")), 5);
    isStale(send(meeting.post(3, "a")), 5);
    var revived = posts(meeting.post(6, "a", "b"));
    assertThat(ids(revived, "replaced")).isEmpty();
    assertThat(ids(revived, "openedBefore")).as("of what was posted before it was cancelled").containsExactly(ids(first).get(0));
    var b = new LinkHolder(at(last()).settings.publicUrl(), at(0).mailbox.linksTo(meeting.person("b").email(), 2).get(1));
    assertThat(b.status().text("state")).isIn("queued", "mailed");
    assertThat(posts(meeting.post(6, "a", "b", "c")).json().path("invitations")).as("it takes others again").hasSize(3);
  }

  @Test
  void someAreCancelledAndToldAndTheOthersStay() {
    var first = posts(meeting.post(0, "a", "b", "c"));
    await().until(() -> states(first), List.of("mailed", "mailed", "mailed")::equals);
    var b = opens("b");
    var tell = "[{\"id\":\"" + ids(first).get(1) + "\",\"email\":\"" + meeting.person("b").email() + "\"}]";
    var answer = call("cancel", ",\"only\":[\"" + ids(first).get(0) + "\",\"" + ids(first).get(1) + "\"],\"tell\":" + tell);
    assertThat(ids(answer, "cancelled")).containsExactly(ids(first).get(0));
    assertThat(ids(answer, "told")).containsExactly(ids(first).get(0), ids(first).get(1));
    assertThat(ids(answer, "untold")).isEmpty();
    assertThat(states(first)).containsExactly("cancelled", "opened", "mailed");
    assertThat(b.status().text("state")).as("the meeting takes place").isEqualTo("opened");
    await().until(() -> at(0).mailbox.mailsTo(meeting.person("b").email()).size() == 2);
    assertThat(ids(posts(meeting.post(0, "c", "d"))).get(0)).isEqualTo(ids(first).get(2));
    var all = cancel(null);
    assertThat(ids(all, "untold")).as("told once").isEmpty();
    assertThat(ids(all, "cancelled")).hasSize(2);
  }

  @Test
  void aMeetingWhoseUidWasDrawnIsCancelledAndRevived() {
    var request = meeting.post(0, "a", "b");
    request.withObject("/meeting").remove("uid");
    var first = posts(request);
    var uid = first.text("meeting");
    assertThat(rows("meeting WHERE client_id = (SELECT client_id FROM invitation WHERE id = '" + ids(first).get(0) + "')")).isZero();
    // A mail that waits is not sent any more.
    var invited = holder("a");
    var cancelled = send("/v1/meetings/cancel", "{\"uid\":\"" + uid + "\"}");
    assertThat(ids(cancelled, "cancelled")).isEqualTo(ids(first));
    assertThat(cancelled.json().path("sequence").asInt(-1)).isZero();
    assertThat(invited.status().text("state")).isEqualTo("cancelled");
    request.withObject("/meeting").put("uid", uid);
    isStale(send(request), 0);
    request.withObject("/meeting").put("sequence", 1);
    var revived = posts(request);
    assertThat(ids(revived, "replaced")).isEmpty();
    assertThat(existing(revived)).containsExactly(false, false);
    var closed = send("/v1/meetings/close", "{\"uid\":\"" + uid + "\"}");
    assertThat(ids(closed, "closed")).isEqualTo(ids(revived));
  }

  @Test
  void whoIsAddedAfterTheCloseIsInvitedAndWhoWasClosedIsReplaced() {
    var first = posts(meeting.post(0, "a", "b"));
    assertThat(ids(call("close", ""), "closed")).isEqualTo(ids(first));
    assertThat(ids(call("close", ""), "closed")).as("again").isEmpty();
    var added = posts(meeting.post(0, "a", "c"));
    assertThat(existing(added)).containsExactly(true, false);
    assertThat(states(added).get(0)).as("a ref is invited once").isEqualTo("closed");
    assertThat(holder("c").status().text("state")).isIn("queued", "mailed");
    var request = meeting.post(0, "a");
    Meetings.invitee(request, 0).put("replaces", ids(first).get(0));
    var readmitted = posts(request);
    assertThat(existing(readmitted)).containsExactly(false);
    assertThat(states(readmitted).get(0)).isIn("queued", "mailed");
    assertThat(states(first)).containsExactly("closed", "closed");
  }

  @Test
  void whatExistsAndWhatIsRefusedIsGivenBackToTheHour() {
    awayFromTheEndOfTheHour();
    var many = IntStream.range(0, 150).mapToObj(at -> "p" + at).toArray(String[]::new);
    var request = meeting.post(0, many);
    posts(request);
    for (var times = 0; times < 4; times++) {
      assertThat(existing(posts(request))).containsOnly(true);
    }
    var wrong = meeting.post(0, many);
    wrong.path("invitees").forEach(one -> ((ObjectNode) one).put("phone", "+31201234567").remove("ref"));
    for (var times = 0; times < 4; times++) {
      Meetings.invitee(wrong, 0).put("phone", meeting.person("p0").phone());
      assertThat(send(wrong, "Prefer", "handling=lenient").json().path("refused")).hasSize(149);
    }
    assertThat(send(meeting.post(0, IntStream.range(0, 340).mapToObj(at -> "q" + at).toArray(String[]::new))).status()).isEqualTo(201);
    assertThat(send(meeting.post(0, IntStream.range(0, 70).mapToObj(at -> "r" + at).toArray(String[]::new))).status()).isEqualTo(429);
  }

  private static void isStale(Answer answer, int sequence) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("stale-sequence");
    assertThat(answer.json().path("sequence").asInt(-1)).isEqualTo(sequence);
  }

  private Answer posts(JsonNode request) {
    var answer = send(request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer;
  }

  private Answer send(JsonNode request, String... header) {
    return send("/v1/invitations", request.toString(), header);
  }

  private Answer cancel(Integer sequence) {
    return call("cancel", sequence == null ? "" : ",\"sequence\":" + sequence);
  }

  private Answer call(String what, String more) {
    return send("/v1/meetings/" + what, "{\"uid\":\"" + meeting.uid() + "\"" + more + "}");
  }

  private Answer send(String path, String body, String... header) {
    var headers = new ArrayList<>(List.of("Authorization", "Bearer " + clientKey));
    headers.addAll(List.of(header));
    return Http.send("POST", at(0).settings.publicUrl() + path, body, headers.toArray(String[]::new));
  }

  private LinkHolder opens(String ref) {
    var holder = holder(ref);
    assertThat(holder.asksForCode(meeting.person(ref).digits()).status()).isEqualTo(202);
    assertThat(holder.releases(at(0).twilio.lastCodeTo(meeting.person(ref).phone())).status()).isEqualTo(200);
    return holder;
  }

  private LinkHolder holder(String ref) {
    return new LinkHolder(at(last()).settings.publicUrl(), at(0).mailbox.takeLink(meeting.person(ref).email()));
  }

  private Answer find(String id) {
    return Http.send("GET", at(last()).settings.publicUrl() + "/v1/invitations/" + id, null, "Authorization", "Bearer " + clientKey);
  }

  private List<String> states(Answer posted) {
    return ids(posted).stream().map(id -> find(id).text("state")).toList();
  }

  private static List<Boolean> existing(Answer posted) {
    return list(posted, "invitations").stream().map(one -> one.has("existing")).toList();
  }

  private static List<String> ids(Answer posted) {
    return list(posted, "invitations").stream().map(one -> one.path("id").asText()).toList();
  }

  private static List<String> ids(Answer answer, String of) {
    return list(answer, of).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> list(Answer answer, String of) {
    return StreamSupport.stream(answer.json().path(of).spliterator(), false).toList();
  }
}
