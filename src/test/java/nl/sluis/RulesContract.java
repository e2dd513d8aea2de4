package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import nl.sluis.rules.MeetingRule;
import nl.sluis.testing.Answer;
import nl.sluis.testing.CapturedAudit;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.FeedReader;
import nl.sluis.testing.Http;
import nl.sluis.testing.Leaks;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Numbers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each rule for meetings is off, warns or refuses, and says so to the scheduler. The same on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RulesContract {
  /** In every meeting that breaks a rule; said to nobody. */
  private static final String CANARY = "Purmerland";
  private Databases databases;
  private LocalSluis sluis;
  private String mode = "warn";
  private String client;
  private FeedReader feed;

  abstract Databases databases();

  @BeforeAll
  void start() {
    databases = databases();
    sluis = LocalSluis.started(settings -> {
      databases.set(settings);
      settings.set("rules.joinHosts", "*.zoom.us,zoom.us");
    });
  }

  @AfterAll
  void stop() {
    sluis.close();
    databases.close();
  }

  @BeforeEach
  void aClientOfItsOwn() {
    client = sluis.createClient("rules-" + Numbers.next().substring(1));
    feed = new FeedReader(() -> sluis.settings.publicUrl(), client);
  }

  @Test
  void whatWarnsIsTakenAndTheAnswerAndAnEventNameIt() {
    in("warn");
    for (var one : breaking().entrySet()) {
      var answer = post(one.getValue());
      assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
      assertThat(rules(answer)).containsExactly(one.getKey().word());
      assertThat(answer.json().at("/warnings/0/detail").asText()).isEqualTo(one.getKey().detail());
      assertThat(answer.http().body()).doesNotContain(CANARY);
      var id = answer.json().at("/invitations/0/id").asText();
      var told = events("meeting.rule-warned rule=" + one.getKey().word());
      assertThat(told.path("invitation").asText()).isEqualTo(id);
      Leaks.none(told.toString(), CANARY, "zoom", "482913");
      var found = ask("GET", "/v1/invitations/" + id);
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.json().has("warnings")).isFalse();
      assertThat(ask("GET", "/v1/invitations?meeting=" + one.getValue().at("/meeting/uid").asText()).json().path("invitations")).hasSize(1);
    }
  }

  @Test
  void whatKeepsAllRulesHasNoWarnings() {
    in("warn");
    var answer = post(request(meeting -> {}));
    assertThat(answer.json().has("warnings")).isFalse();
    var withoutLink = post(request(meeting -> {
      meeting.remove(List.of("joinUrl", "webClientUrl", "passcode"));
      meeting.put("meetingId", "1234567890").put("end", later(meeting, 13));
    }));
    assertThat(withoutLink.json().has("warnings")).as(withoutLink.toString()).isFalse();
    assertThat(feed.reads()).extracting(FeedReader::said).noneMatch(said -> said.startsWith("meeting."));
  }

  @Test
  void anAnswerThatIsRepeatedWarnsOfTheSameAlsoWhenTheRulesHaveChanged() {
    in("warn");
    var lenient = request(meeting -> meeting.put("passcode", "123456").put("end", later(meeting, 13)));
    lenient.withArray("invitees").addObject().put("name", "Invitee").put("email", "second@example.net").put("phone", "+31201234567");
    var plain = request(meeting -> meeting.put("passcode", "654321").put("end", later(meeting, 13)));
    var first = List.of(repeated(lenient, "handling=lenient"), repeated(plain, "return=minimal"));
    assertThat(first)
        .allSatisfy(answer -> assertThat(rules(answer)).as(answer.toString()).containsExactly("passcode-present", "ends-within"));
    assertThat(first.get(0).json().path("refused")).hasSize(1);
    in("refuse");
    var again = List.of(repeated(lenient, "handling=lenient"), repeated(plain, "return=minimal"));
    for (var i = 0; i < first.size(); i++) {
      assertThat(again.get(i).status()).as(again.get(i).toString()).isEqualTo(201);
      assertThat(again.get(i).json().path("warnings")).isEqualTo(first.get(i).json().path("warnings"));
      assertThat(again.get(i).json().path("refused")).isEqualTo(first.get(i).json().path("refused"));
    }
    var last = post(request(meeting -> {})).json().at("/invitations/0/id").asText();
    var said = new ArrayList<String>();
    await().untilAsserted(() -> {
      for (var event : feed.reads()) {
        said.add(event.path("invitation").asText().equals(last) ? "last" : FeedReader.said(event));
      }
      assertThat(said).contains("last");
    });
    assertThat(said).filteredOn(one -> one.startsWith("meeting.")).as("each was told once").hasSize(4);
  }

  @Test
  void whatIsRefusedIsNamedByRuleAndFieldAndNothingIsStored() {
    in("refuse");
    for (var one : breaking().entrySet()) {
      var answer = post(one.getValue());
      assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
      assertThat(answer.problem()).isEqualTo("invalid");
      assertThat(answer.json().path("errors")).hasSize(1);
      assertThat(answer.json().at("/errors/0/rule").asText()).isEqualTo(one.getKey().word());
      assertThat(answer.json().at("/errors/0/detail").asText()).isEqualTo(one.getKey().detail());
      assertThat(answer.json().at("/errors/0/pointer").asText()).startsWith("/meeting/");
      Leaks.none(answer.http().body(), CANARY, "482913");
    }
    assertThat(feed.reads()).extracting(FeedReader::said).noneMatch(said -> said.startsWith("meeting."));
    var all = post(request(meeting -> {
      meeting.put("joinUrl", "https://" + CANARY + ".example/482913").put("passcode", "482913").put("end", later(meeting, 13));
      meeting.put("title", "");
    }));
    assertThat(all.json().path("errors")).as("a wrong field comes first").hasSize(1);
    assertThat(all.json().at("/errors/0").has("rule")).isFalse();
    var two = request(meeting -> meeting.put("joinUrl", "https://" + CANARY + ".example/482913").put("end", later(meeting, 13)));
    Meetings.invitee(two, 0).put("phone", "+31201234567");
    assertThat(StreamSupport.stream(post(two).json().path("errors").spliterator(), false)
        .map(error -> error.path("pointer").asText() + " " + error.path("rule").asText()))
        .as("all at once, those of invitees too").containsExactly("/meeting/joinUrl passcode-not-in-link",
            "/meeting/joinUrl join-host-allowed", "/meeting/end ends-within", "/invitees/0/phone ");
  }

  @Test
  void strictMakesEachRuleRefuseWhateverElseIsSaid() {
    in("strict");
    breaking().forEach((rule, request) -> assertThat(post(request).json().at("/errors/0/rule").asText()).isEqualTo(rule.word()));
    assertThat(post(request(meeting -> {})).status()).isEqualTo(201);
  }

  @Test
  void ofARuleThatIsOffNobodySpeaks() {
    in("off");
    var before = entries();
    for (var request : breaking().values()) {
      var answer = post(request);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
      assertThat(answer.json().has("warnings")).isFalse();
    }
    assertThat(entries()).as("nor is anything noted").isEqualTo(before);
    assertThat(feed.reads()).extracting(FeedReader::said).noneMatch(said -> said.startsWith("meeting."));
  }

  @Test
  void whatIsWarnedOfIsInNoLog() {
    in("warn");
    try (var audit = new CapturedAudit(); var log = new CapturedLog()) {
      breaking().values().forEach(this::post);
      assertThat(String.join("\n", audit.lines()) + log.text()).doesNotContain(CANARY, "zoom.us");
    }
  }

  /** A request for each rule that breaks it and no other. */
  private Map<MeetingRule, ObjectNode> breaking() {
    var all = new LinkedHashMap<MeetingRule, ObjectNode>();
    var used = request(meeting -> {});
    post(used);
    all.put(MeetingRule.MEETING_ID_NEW, request(meeting -> {
      meeting.put("meetingId", used.at("/meeting/meetingId").asText().replace(' ', '-'));
    }));
    all.put(MeetingRule.PASSCODE_PRESENT, request(meeting -> meeting.put("passcode", CANARY.substring(0, 5))));
    all.put(MeetingRule.PASSCODE_NOT_IN_LINK,
        request(meeting -> meeting.put("joinUrl", meeting.path("joinUrl").asText() + "?pwd=" + CANARY)));
    all.put(MeetingRule.JOIN_HOST_ALLOWED, request(meeting -> meeting.put("joinUrl", "https://" + CANARY + ".example/r")));
    all.put(MeetingRule.NO_PERSONAL_ROOM, request(meeting -> meeting.put("joinUrl", "https://zoom.us/my/" + CANARY)));
    all.put(MeetingRule.WEB_CLIENT_LINK, request(meeting -> meeting.remove("webClientUrl")));
    all.put(MeetingRule.ENDS_WITHIN, request(meeting -> meeting.put("end", later(meeting, 13))));
    assertThat(all).hasSize(MeetingRule.values().length);
    return all;
  }

  private static String later(ObjectNode meeting, int hours) {
    return java.time.OffsetDateTime.parse(meeting.path("start").asText()).plusHours(hours).toInstant().toString();
  }

  private static ObjectNode request(Consumer<ObjectNode> change) {
    var meeting = Meetings.interview();
    meeting.put("title", CANARY);
    change.accept(meeting);
    return Meetings.request(meeting, 1);
  }

  private Answer repeated(ObjectNode request, String preference) {
    return post(request.toString(), "Idempotency-Key", "key-" + request.at("/meeting/uid").asText().hashCode(), "Prefer", preference);
  }

  private Answer post(ObjectNode request) {
    return post(request.toString());
  }

  private Answer post(String body, String... headers) {
    var all = new ArrayList<>(List.of("Authorization", "Bearer " + client));
    all.addAll(List.of(headers));
    return Http.send("POST", sluis.settings.publicUrl() + "/v1/invitations", body, all.toArray(String[]::new));
  }

  private Answer ask(String method, String path) {
    return Http.send(method, sluis.settings.publicUrl() + path, null, "Authorization", "Bearer " + client);
  }

  private static List<String> rules(Answer answer) {
    return StreamSupport.stream(answer.json().path("warnings").spliterator(), false).map(one -> one.path("rule").asText()).toList();
  }

  /** @return the event that says this, once it has come */
  private com.fasterxml.jackson.databind.JsonNode events(String said) {
    var found = new ArrayList<com.fasterxml.jackson.databind.JsonNode>();
    await().untilAsserted(() -> {
      feed.reads().stream().filter(event -> FeedReader.said(event).equals(said)).forEach(found::add);
      assertThat(found).hasSize(1);
    });
    return found.get(0);
  }

  private int entries() {
    return databases.jdbi(sluis)
        .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM used_meeting_id").mapTo(Integer.class).one());
  }

  /** Starts the gateway again, if it is in another mode. So the tests of one mode stand together in the order of their names. */
  private void in(String wanted) {
    if (mode.equals(wanted)) {
      return;
    }
    sluis.stop();
    for (var rule : MeetingRule.values()) {
      sluis.settings.set("rules." + rule.word(), wanted.equals("strict") ? "off" : wanted);
    }
    sluis.settings.set("rules.strict", String.valueOf(wanted.equals("strict")));
    sluis.start();
    mode = wanted;
  }
}
