package nl.sluis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nl.sluis.envelope.EnvelopeShape;
import nl.sluis.meeting.Countries;
import nl.sluis.openapi.Description;
import nl.sluis.openapi.Description.Place;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.ProblemException;
import nl.sluis.rules.MeetingRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/**
 * The bounds of {@code openapi.yaml} are those of the code. Each field of each request is filled with values at its bounds and beyond: what the file
 * allows there the code takes, and what the file refuses the code refuses, by that field's pointer.
 */
class DescribedBoundsTest {
  private static final Description DESCRIPTION = Description.ours();
  private static final List<String> PROBES = List.of("", " ", "a", "a\nb", "a\tb", "a\u2028b", "a\u0000b", "a\u0085b", "nl", "A1._~:-",
      "a b",
      "+31612345678", "0612345678", "+0612345678", "a@example.org", "a@b@c", "@example.org", "é@example.org", "https://a.example/",
      "ftp://a.example",
      "https://", "https://a b", "HTTPS://a.example?x", "2027-01-12T10:00+01:00", "2027-01-12T10:00:00Z", "2027-01-12 10:00:00Z",
      "2027-01-12",
      "Europe/Amsterdam", "sender", "Pointer", "W6oisTrp-UVJcM51zTXvDA", "W6oisTrp-UVJcM51zTXvDB", "W6oisTrp+UVJcM51zTXvDA");

  /** As of a post that is repeated: which services and hosts there are is not described. */
  private static final RequestRules ANY_CONFERENCE = new RequestRules(Posts.RULES.locales(), "nl", new SecureRandom(), Countries.all(),
      false,
      MeetingRules.warning(), new ConferenceRules("zoom", List.of(), true));

  /** What reads a request, by its schema. */
  private static final Map<String, Consumer<ObjectNode>> READERS = Map.of(
      "ConferencePost", body -> new RequestReader(ANY_CONFERENCE, Posts.NOW, false).read(counted(body)),
      "MeetingPost", body -> new RequestReader(Posts.RULES, Posts.NOW, false).read(counted(body)),
      "SealedPost", body -> new SealedRequestReader(Posts.RULES, Posts.NOW, false).read(counted(body)).close(),
      "CancelRequest", body -> CancelRequest.read(body, Posts.RULES));

  @ParameterizedTest
  @CsvSource({"MeetingPost, /v1/invitations, meeting", "SealedPost, /v1/invitations, sealed", "CancelRequest, /v1/meetings/cancel, tell"})
  void eachBoundIsThatOfTheCode(String schema, String path, String example) {
    var sample = (ObjectNode) DESCRIPTION
        .node(Place.of("paths", path, "post", "requestBody", "content", "application/json", "examples", example, "value"));
    assertThat(refused(schema, sample)).as("the example").isEmpty();
    var fields = new Fields(schema, sample);
    fields.walk(Place.of("components", "schemas", schema), "");
    assertThat(fields.differences).isEmpty();
    assertThat(fields.tried).as("values").isGreaterThan(150);
  }

  @Test
  void eachBoundOfAMeetingThatIsMadeIsThatOfTheCode() {
    var sample = (ObjectNode) DESCRIPTION.node(
        Place.of("paths", "/v1/invitations", "post", "requestBody", "content", "application/json", "examples", "conference", "value"));
    assertThat(refused("ConferencePost", sample)).as("the example").isEmpty();
    var fields = new Fields("ConferencePost", sample);
    fields.walk(Place.of("components", "schemas", "Conference"), "/meeting/conference");
    assertThat(fields.differences).isEmpty();
    assertThat(fields.tried).as("values").isGreaterThan(50);
  }

  @Test
  void anEnvelopeIsAsLongAsDescribed() {
    var described = DESCRIPTION.node(Place.of("components", "schemas", "Envelope"));
    var lengths = new TreeSet<Integer>();
    for (var blocks = 0; blocks < 100; blocks++) {
      if (EnvelopeShape.hasLength(new byte[61 + blocks * 1_024])) {
        lengths.add((4 * (61 + blocks * 1_024) + 2) / 3);
      }
    }
    assertThat(described.path("minLength").intValue()).isEqualTo(lengths.first());
    assertThat(described.path("maxLength").intValue()).isEqualTo(lengths.last());
  }

  /** How many invitees there are is looked at first. So is the size of the meeting, within which no description of the longest fits. */
  private static ObjectNode counted(ObjectNode body) {
    return body.path("invitees").size() > 1 ? RequestBody.parse(body.toString().getBytes(StandardCharsets.UTF_8)).root() : body;
  }

  /** @return pointers of what is wrong */
  private static List<String> refused(String schema, ObjectNode body) {
    try {
      READERS.get(schema).accept(body);
      return List.of();
    } catch (ProblemException refusal) {
      return Posts.errorsOf(refusal).stream().map(FieldError::pointer).toList();
    }
  }

  private static final class Fields {
    final List<String> differences = new ArrayList<>();
    private final String root;
    private final ObjectNode sample;
    private int tried;

    Fields(String root, ObjectNode sample) {
      this.root = root;
      this.sample = sample;
    }

    void walk(Place at, String pointer) {
      var place = DESCRIPTION.place(at);
      var schema = DESCRIPTION.node(place);
      var type = schema.path("type");
      switch (type.isArray() ? type.path(0).asText() : type.asText()) {
        case "object" -> {
          if (sample.at(pointer).isMissingNode()) {
            // What cannot stand beside the rest of this example has one of its own.
            return;
          }
          compare(place, pointer + "/nonsense", TextNode.valueOf("a"), false);
          schema.path("required").forEach(name -> missing(pointer + "/" + name.textValue()));
          schema.path("properties").properties()
              .forEach(field -> walk(place.then("properties", field.getKey()), pointer + "/" + field.getKey()));
        }
        case "array" -> {
          lengths(place, schema, pointer);
          walk(place.then("items"), pointer + "/0");
        }
        case "integer" -> {
          for (var bound : List.of(schema.path("minimum").longValue(), schema.path("maximum").longValue())) {
            Stream.of(bound - 1, bound, bound + 1)
                .forEach(value -> compare(place, pointer, LongNode.valueOf(value), true));
          }
        }
        case "boolean" -> compare(place, pointer, IntNode.valueOf(1), true);
        default -> texts(place, schema, pointer);
      }
    }

    private void texts(Place place, JsonNode schema, String pointer) {
      PROBES.forEach(probe -> compare(place, pointer, TextNode.valueOf(probe), false));
      compare(place, pointer, IntNode.valueOf(1), false);
      var longest = schema.path("maxLength").intValue();
      if (longest > 0 && !pointer.endsWith("/envelope")) {
        compare(place, pointer, TextNode.valueOf(filled(pointer, longest)), true);
        compare(place, pointer, TextNode.valueOf(filled(pointer, longest + 1)), true);
        compare(place, pointer, TextNode.valueOf("\ud83d\ude00".repeat(longest)), !pointer.endsWith("email") && !pointer.endsWith("Url"));
      }
    }

    private void lengths(Place place, JsonNode schema, String pointer) {
      compare(place, pointer, array(0, pointer), true);
      compare(place, pointer, array(schema.path("maxItems").intValue() + 1, pointer), true);
    }

    private ArrayNode array(int length, String pointer) {
      var array = Posts.JSON.createArrayNode();
      var first = sample.at(pointer + "/0");
      for (var i = 0; i < length; i++) {
        array.add(first);
      }
      return array;
    }

    private static String filled(String pointer, int length) {
      if (pointer.endsWith("email")) {
        return "a".repeat(Math.min(60, length)) + "@b" + tail(length - 62);
      }
      return pointer.endsWith("Url") ? "https://a.example/" + "a".repeat(length - 18) : "a".repeat(length);
    }

    /** Of a domain name: labels of one letter. */
    private static String tail(int length) {
      return (".a".repeat(length / 2) + "a".repeat(length % 2)).substring(0, length);
    }

    private void missing(String pointer) {
      var changed = changed(pointer, null);
      tried++;
      if (!refused(root, changed).contains(pointer)) {
        differences.add(pointer + " is not required by the code");
      }
    }

    /** @param exact whether the code takes all that the file takes; else only the other way round */
    private void compare(Place schema, String pointer, JsonNode value, boolean exact) {
      tried++;
      var isDescribed = !pointer.endsWith("/nonsense") && DESCRIPTION.complaints(schema, value).isEmpty();
      var isTaken = refused(root, changed(pointer, value)).stream().noneMatch(at -> at.equals(pointer) || at.startsWith(pointer + "/"));
      if (isTaken && !isDescribed || exact && isDescribed && !isTaken) {
        var text = value.toString();
        differences.add(pointer + " " + (text.length() > 60 ? text.substring(0, 60) + "… (" + text.length() + ")" : text) + " is "
            + (isTaken ? "taken" : "refused") + " by the code alone");
      }
    }

    private ObjectNode changed(String pointer, JsonNode value) {
      var copy = sample.deepCopy();
      var at = JsonPointer.compile(pointer);
      var parent = copy.at(at.head());
      if (parent instanceof ArrayNode array) {
        array.set(at.last().getMatchingIndex(), value);
      } else if (value == null) {
        ((ObjectNode) parent).remove(at.last().getMatchingProperty());
      } else {
        ((ObjectNode) parent).set(at.last().getMatchingProperty(), value);
      }
      return copy;
    }
  }
}
