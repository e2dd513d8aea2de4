package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.sluis.client.Meeting;
import nl.sluis.client.WrongMeetingException;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Node;

/** The three that read a meeting: the gateway, and the clients in Java and in JavaScript. */
final class ThreeReaders {
  private static final Map<String, String> FINE = Map.of();

  private ThreeReaders() {}

  /** @return what is wrong with each meeting, by pointer, after it was shown that all three say so in the same words */
  static List<Map<String, String>> agreed(List<ObjectNode> meetings) {
    var byGateway = meetings.stream().map(ThreeReaders::gateway).toList();
    var byJava = meetings.stream().map(ThreeReaders::java).toList();
    var byJavaScript = javaScript(meetings);
    var differences = new ArrayList<String>();
    for (var i = 0; i < meetings.size(); i++) {
      if (!byJava.get(i).equals(byGateway.get(i)) || !byJavaScript.get(i).equals(byGateway.get(i))) {
        differences.add(String.format(Locale.ROOT, "%s%n  gateway %s%n  Java %s%n  JavaScript %s",
            shortened(meetings.get(i)), byGateway.get(i), byJava.get(i), byJavaScript.get(i)));
      }
    }
    assertThat(differences).isEmpty();
    return byGateway;
  }

  private static Map<String, String> gateway(ObjectNode meeting) {
    var request = Meetings.request(meeting, 1);
    try {
      // As Jackson escapes it: half a surrogate pair is no UTF-8.
      new RequestReader(Posts.RULES, Instant.now(), false).read(RequestBody.parse(escaped(request).getBytes(UTF_8)).root());
      return FINE;
    } catch (ProblemException refusal) {
      if (refusal.problem() == Problem.TOO_LARGE) {
        return Map.of("", "has more than 65536 bytes as compact JSON");
      }
      var errors = new LinkedHashMap<String, String>();
      Posts.errorsOf(refusal).forEach(error -> errors.put(error.pointer().replaceFirst("^/meeting", ""), error.detail()));
      return errors;
    }
  }

  private static Map<String, String> java(ObjectNode meeting) {
    try (var read = Meeting.of(Posts.JSON.convertValue(meeting, new TypeReference<Map<String, Object>>() {}))) {
      assertThat(read.expiresAt()).isAfter(Instant.now());
      return FINE;
    } catch (WrongMeetingException refusal) {
      return refusal.errors();
    }
  }

  private static List<Map<String, String>> javaScript(List<ObjectNode> meetings) {
    var texts = meetings.stream().map(ThreeReaders::escaped).toList();
    var outcome = Node.evaluate("""
        async ({ base, texts }) => {
          const { checked } = await import(base + 'seal.js');
          return texts.map((text) => {
            try {
              checked(JSON.parse(text));
              return {};
            } catch (error) {
              return error.errors ?? { error: String(error) };
            }
          });
        }""", Map.of("base", Node.MODULES.toUri().toString(), "texts", texts));
    return Posts.JSON.convertValue(outcome, new TypeReference<List<Map<String, String>>>() {});
  }

  private static String escaped(JsonNode json) {
    var text = new StringBuilder();
    json.toString().chars().forEach(c -> text.append(c < 0x7f ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04x", c)));
    return text.toString();
  }

  private static String shortened(ObjectNode meeting) {
    var text = escaped(meeting);
    return text.length() > 1_000 ? text.substring(0, 1_000) : text;
  }
}
