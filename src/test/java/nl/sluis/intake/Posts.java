package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;

/** What schedulers post: the example of the API document, changes of it, and how they are answered. */
final class Posts {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final RequestRules RULES = new RequestRules(Set.of("nl", "en"), "nl", new SecureRandom());
  static final ObjectMapper JSON = new ObjectMapper();
  static final JsonNode NULL = JSON.nullNode();
  static final String EXAMPLE = """
      { "meeting": { "uid": "7d1c@scheduler.example", "title": "Selectiegesprek",
          "start": "2027-01-12T10:00:00+01:00", "end": "2027-01-12T11:00:00+01:00", "timeZone": "Europe/Amsterdam",
          "organizer": { "name": "Selection desk", "email": "selection@example.org" },
          "joinUrl": "https://zoom.us/j/123456789", "webClientUrl": "https://zoom.us/wc/123456789",
          "meetingId": "123456789", "passcode": "482913", "location": "Online", "description": "Welkom" },
        "invitees": [
          { "name": "Invitee One", "email": "invitee@example.net", "phone": "+31612345678", "locale": "nl" } ],
        "expiresAt": "2027-01-13T00:00:00Z" }
      """;
  static final String MINIMAL = """
      { "meeting": { "title": "Selectiegesprek",
          "start": "2027-01-12T10:00:00+01:00", "end": "2027-01-12T11:00:00+01:00", "timeZone": "Europe/Amsterdam",
          "organizer": { "name": "Selection desk", "email": "selection@example.org" } },
        "invitees": [ { "name": "Invitee One", "email": "invitee@example.net", "phone": "+31612345678" } ] }
      """;

  private final ObjectNode root;

  private Posts(String json) {
    root = (ObjectNode) tree(json);
  }

  static Posts example() {
    return new Posts(EXAMPLE);
  }

  static Posts minimal() {
    return new Posts(MINIMAL);
  }

  /** Sets the field at a pointer. */
  Posts with(String pointer, JsonNode value) {
    var at = JsonPointer.compile(pointer);
    var parent = root.at(at.head());
    var last = at.last();
    if (parent instanceof ArrayNode array) {
      array.set(last.getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(last.getMatchingProperty(), value);
    }
    return this;
  }

  Posts with(String pointer, String text) {
    return with(pointer, JSON.getNodeFactory().textNode(text));
  }

  Posts without(String pointer) {
    var at = JsonPointer.compile(pointer);
    ((ObjectNode) root.at(at.head())).remove(at.last().getMatchingProperty());
    return this;
  }

  /** The first invitee, this many times. */
  Posts withInvitees(int count) {
    var invitees = (ArrayNode) root.get("invitees");
    var first = invitees.get(0);
    invitees.removeAll();
    for (var i = 0; i < count; i++) {
      // A body of so many that they are only counted stays small.
      invitees.add(i > 0 && count <= 501 ? other((ObjectNode) first, i) : first);
    }
    return this;
  }

  private static ObjectNode other(ObjectNode first, int at) {
    var other = first.deepCopy();
    return other.hasNonNull("email") ? other.put("email", at + other.get("email").textValue()) : other;
  }

  ObjectNode root() {
    return root;
  }

  byte[] body() {
    return root.toString().getBytes(UTF_8);
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static InvitationRequest read(Posts post) {
    return read(post.body());
  }

  static InvitationRequest read(byte[] body) {
    return new RequestReader(RULES, NOW, false).read(RequestBody.parse(body).root());
  }

  /** What a body is refused with. */
  static ProblemException refusal(byte[] body) {
    return assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(body)).actual();
  }

  /** The wrong fields of a body that is refused for them. */
  static List<FieldError> errors(byte[] body) {
    var refusal = refusal(body);
    assertThat(refusal.problem()).isEqualTo(Problem.INVALID);
    return errorsOf(refusal);
  }

  static List<FieldError> errors(Posts post) {
    return errors(post.body());
  }

  @SuppressWarnings("unchecked")
  static List<FieldError> errorsOf(ProblemException refusal) {
    return (List<FieldError>) refusal.members().get("errors");
  }
}
