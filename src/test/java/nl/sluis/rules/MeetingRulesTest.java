package nl.sluis.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nl.sluis.client.Meeting;
import nl.sluis.client.WrongMeetingException;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules for video meetings, in Java and in JavaScript, by the same cases. */
class MeetingRulesTest {
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
  private final JsonNode file = read();
  private final List<JsonNode> cases = StreamSupport.stream(file.path("cases").spliterator(), false).toList();

  @Test
  void everyCaseIsJudgedAsTheFileSays() {
    for (var one : cases) {
      var meeting = one.path("meeting");
      var broken = new ArrayList<String>();
      if (meeting.has("joinUrl")) {
        MeetingRules.warning().withJoinHosts(hosts(one)).judge(ruled(meeting))
            .forEach(breach -> broken.add(breach.rule().word() + " " + breach.field()));
      }
      assertThat(broken).as(one.path("name").asText()).isEqualTo(expected(one));
    }
    assertThat(cases).hasSizeGreaterThan(120);
  }

  @Test
  void theClientInJavaScriptJudgesTheSame() {
    var judged = Node.evaluate("""
        async ({ base, cases }) => {
          const { broken, details } = await import(base + 'meeting-rules.js');
          const hour = 3_600_000_000_000n;
          const nanos = (text) => BigInt(Date.parse(text)) * 1_000_000n + BigInt((/\\.(\\d{9})/.exec(text) ?? [0, 0])[1]);
          const judge = ({ meeting, joinHosts }) => broken(meeting, meeting.end ? nanos(meeting.end) - nanos(meeting.start) : hour, { joinHosts });
          return { details, broken: cases.map((one) => judge(one).map(({ rule, field }) => rule + ' ' + field)) };
        }""", Map.of("base", Node.MODULES.toUri().toString(), "cases", cases));
    for (var i = 0; i < cases.size(); i++) {
      assertThat(Meetings.JSON.convertValue(judged.path("broken").path(i), STRINGS)).as(cases.get(i).path("name").asText())
          .isEqualTo(expected(cases.get(i)));
    }
    var known = ((ObjectNode) file.path("details")).deepCopy().without("meeting-id-new");
    assertThat(judged.path("details")).isEqualTo(known);
  }

  @Test
  void theWordsAreThoseOfTheFile() {
    assertThat(Arrays.stream(MeetingRule.values()).collect(Collectors.toMap(MeetingRule::word, MeetingRule::detail)))
        .isEqualTo(Meetings.JSON.convertValue(file.path("details"), new TypeReference<Map<String, String>>() {}));
    assertThat(MeetingRule.values()).allSatisfy(rule -> assertThat(MeetingRule.ofNumber(rule.number())).contains(rule));
    assertThat(MeetingRule.values()).extracting(MeetingRule::number).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(MeetingRule.ofNumber(8)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://zoom.us/j/98765432101, , 98765432101",
    "https://zoom.us/j/987-6543-2101?pwd=x, , 98765432101",
    "https://bureau.zoom.us/w/98765432101?tk=x, , 98765432101",
    "https://app.zoom.us/wc/join/98765432101, , 98765432101",
    "https://app.zoom.us/wc/98765432101/join, , 98765432101",
    "https://zoom.us/s/98765432101, , 98765432101",
    "https://zoom.us/my/anna, , ",
    "https://zoom.us/meeting/register/tJ98765432101, , ",
    "https://zoom.us/j/98765432101, 123 4567 8901, 12345678901 98765432101",
    "https://zoom.us/j/98765432101, ID 987-6543-2101, 98765432101",
    "https://zoom.us/my/anna, ID 123-4567-8901, 12345678901",
    "https://zoom.us/j/98765432101, see the mail, 98765432101",
    "https://zoom.us/j/98765432101, ' ', 98765432101",
    "https://meet.google.com/abc-defg-hij, , ",
    "https://meet.google.com/abc-defg-hij, ABC\u2011defg\u00a0hij, abcdefghij",
    "https://zoom.us.evil.example/j/98765432101, , "})
  void theIdsAreWhatIsPostedAndWhatAZoomLinkSays(String joinUrl, String meetingId, String id) {
    assertThat(String.join(" ", new RuledMeeting(null, null, joinUrl, null, meetingId, null).ids())).isEqualTo(id == null ? "" : id);
  }

  @Test
  void eachRuleIsOffOrWarnsOrRefuses() {
    var rules = MeetingRules.warning().with(MeetingRule.ENDS_WITHIN, Enforcement.OFF).with(MeetingRule.WEB_CLIENT_LINK, Enforcement.REFUSE);
    assertThat(rules.isOff(MeetingRule.ENDS_WITHIN)).isTrue();
    assertThat(rules.refuses(MeetingRule.WEB_CLIENT_LINK)).isTrue();
    assertThat(rules.refuses(MeetingRule.PASSCODE_PRESENT)).isFalse();
    var bad = new RuledMeeting("2027-01-12T10:00:00Z", "2027-01-13T10:00:00Z", "https://zoom.us/j/98765432101", null, null, "482913");
    assertThat(rules.judge(bad)).containsExactly(new Breach(MeetingRule.WEB_CLIENT_LINK, "webClientUrl"));
    assertThat(MeetingRules.off().judge(bad)).isEmpty();
    assertThat(bad).hasToString("RuledMeeting[redacted]");
  }

  @Test
  void bothClientsWarnOfAMeetingAndRefuseItIfTheyAreStrict() {
    var interview = Meetings.interview();
    interview.remove("webClientUrl");
    interview.put("passcode", "121").put("joinUrl", interview.path("joinUrl").asText() + "?pwd=Noordpolder");
    var fields = Meetings.JSON.convertValue(interview, new TypeReference<Map<String, Object>>() {});
    var said = List.of("passcode-present", "passcode-not-in-link", "web-client-link");
    try (var meeting = Meeting.of(fields)) {
      assertThat(meeting.warnings()).extracting(Meeting.Warning::rule).isEqualTo(said);
      assertThat(meeting.warnings().toString()).doesNotContain("Noordpolder", "121");
    }
    var strict = MeetingRules.strict().withJoinHosts(List.of("meet.example.org"));
    assertThatExceptionOfType(WrongMeetingException.class).isThrownBy(() -> Meeting.of(fields, strict)).satisfies(refusal -> {
      var inJavaScript = Node.evaluate("""
          async ({ base, meeting }) => {
            const { checked, seal, warningsOf } = await import(base + 'client.js');
            const { warnings } = await seal('https://invitations.example.org', meeting);
            const off = warningsOf(checked(meeting, { 'passcode-present': 'off' }));
            try {
              checked(meeting, { strict: true, joinHosts: ['meet.example.org'] });
            } catch (error) {
              return { errors: error.errors, warnings, again: warningsOf(checked(meeting)), off };
            }
          }""", Map.of("base", Node.MODULES.toUri().toString(), "meeting", interview));
      assertThat(Meetings.JSON.convertValue(inJavaScript.path("errors"), new TypeReference<Map<String, String>>() {}))
          .isEqualTo(refusal.errors());
      assertThat(refusal.errors()).containsOnlyKeys("/passcode", "/joinUrl", "/webClientUrl");
      assertThat(refusal.errors().get("/joinUrl")).contains("; ");
      assertThat(inJavaScript.path("warnings")).extracting(one -> one.path("rule").asText()).isEqualTo(said);
      assertThat(inJavaScript.path("again")).isEqualTo(inJavaScript.path("warnings"));
      assertThat(inJavaScript.path("off")).hasSize(2);
    });
  }

  private static RuledMeeting ruled(JsonNode meeting) {
    return new RuledMeeting(text(meeting, "start"), text(meeting, "end"), meeting.path("joinUrl").asText(), text(meeting, "webClientUrl"),
        text(meeting, "meetingId"), text(meeting, "passcode"));
  }

  private static String text(JsonNode meeting, String name) {
    return meeting.path(name).textValue();
  }

  private static List<String> hosts(JsonNode one) {
    return one.has("joinHosts") ? Meetings.JSON.convertValue(one.path("joinHosts"), STRINGS) : List.of();
  }

  private static List<String> expected(JsonNode one) {
    return StreamSupport.stream(one.path("broken").spliterator(), false)
        .map(breach -> breach.path("rule").asText() + " " + breach.path("field").asText()).toList();
  }

  private static JsonNode read() {
    try {
      return Meetings.JSON.readTree(Files.readString(Path.of("src/test/resources/rules/meeting-rules.json")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
