package nl.sluis.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import nl.sluis.openapi.Description.Place;

/**
 * Holds every exchange of the tests with a public port against {@code openapi.yaml}. An answer is always checked. A request is checked unless the
 * gateway itself called it wrong: so whatever is accepted is described, and a test that sends what is not described says so ({@link #rubbish}).
 */
public final class Contract {
  private static final ObjectMapper JSON = new ObjectMapper();
  /** Of these the gateway says that the request is not as it should be. */
  private static final Set<Integer> CALLED_WRONG = Set.of(400, 406, 408, 413, 415, 422, 431);
  /** What is of the way to the gateway and not of a call: the description's {@code default}. */
  static final Set<String> OF_THE_WAY = Set.of("405 method-not-allowed", "429 too-soon", "503 unavailable");
  private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
  /** Whatever else is then in the row: where it was changed past the gateway, it is shown as it stands. */
  private static final Set<String> THEIR_WORDS = ConcurrentHashMap.newKeySet();
  private static final ThreadLocal<Boolean> RUBBISH = ThreadLocal.withInitial(() -> false);
  private static final Description DESCRIPTION = Description.ours();
  static {
    THEIR_WORDS.add("tampered");
  }
  private static final Seen SEEN = Seen.ofThisRun();

  private final Exchange exchange;
  private final Call call;
  private final List<String> complaints = new ArrayList<>();

  private Contract(Exchange exchange, Call call) {
    this.exchange = exchange;
    this.call = call;
  }

  /** From now on what is asked at this port is checked. */
  public static void watch(int port) {
    PORTS.add(port);
  }

  public static boolean watches(int port) {
    return PORTS.contains(port);
  }

  /** For a word that a later version of the gateway may have: answers that have it may have words that are not described. */
  public static void expect(String laterWord) {
    THEIR_WORDS.add(laterWord);
  }

  /** For a request that is wrong on purpose, and that the gateway refuses for another reason first: only the answer is checked. */
  public static <T> T rubbish(Supplier<T> work) {
    RUBBISH.set(true);
    try {
      return work.get();
    } finally {
      RUBBISH.set(false);
    }
  }

  /** @throws AssertionError if request or answer is not as described */
  public static void check(Exchange exchange) {
    DESCRIPTION.call(exchange.method(), exchange.path()).ifPresent(call -> {
      if (!exchange.method().equals("HEAD")) {
        // Without a body no problem has a name.
        SEEN.note(call.id(), exchange.status(), problem(exchange));
      }
      var complaints = complaints(exchange);
      if (!complaints.isEmpty()) {
        throw new AssertionError("not as openapi.yaml says of " + call.id() + ":\n  " + String.join("\n  ", complaints) + "\n" + exchange);
      }
    });
  }

  /** @return what is not as described; empty if nothing is, or if the call is none that is described */
  static List<String> complaints(Exchange exchange) {
    return DESCRIPTION.call(exchange.method(), exchange.path()).map(call -> new Contract(exchange, call).complaints()).orElse(List.of());
  }

  private List<String> complaints() {
    answer();
    if (!RUBBISH.get() && !CALLED_WRONG.contains(exchange.status())) {
      request();
    }
    return complaints;
  }

  // The answer

  private void answer() {
    var at = place("responses", String.valueOf(exchange.status()));
    var problem = problem();
    if (at == null) {
      if (!OF_THE_WAY.contains(exchange.status() + " " + problem)) {
        complaints.add("no such status is described: " + exchange.status() + " " + problem);
      }
      return;
    }
    var response = DESCRIPTION.resolved(node(at));
    response.path("headers").properties().forEach(header -> answerHeader(header.getKey(), DESCRIPTION.resolved(header.getValue()),
        DESCRIPTION.place(at.then("headers", header.getKey())).then("schema")));
    if (!exchange.method().equals("HEAD")) {
      answerBody(at, response.path("content"), problem);
    }
  }

  private void answerHeader(String name, JsonNode described, Place schema) {
    var value = exchange.answerHeader(name);
    if (value.isEmpty() && described.path("required").asBoolean()) {
      complaints.add("the answer lacks " + name);
    }
    value.ifPresent(text -> validate("the answer's " + name, schema, typed(schema, text)));
  }

  private void answerBody(Place at, JsonNode content, String problem) {
    if (content.isEmpty()) {
      if (!exchange.answer().isEmpty()) {
        complaints.add("no body is described");
      }
      return;
    }
    var type = exchange.answerHeader("Content-Type").orElse("none").replaceFirst(" *;.*", "");
    var media = content.has(type) ? type : type.replaceFirst("/.*", "/*");
    if (!content.has(media)) {
      // The page and its files are described as if no proxy stood before them.
      complaints.add("no such media type is described: " + type);
      return;
    }
    var schema = at.then("content", media, "schema");
    if (media.endsWith("json")) {
      validate("the answer", schema, json(exchange.answer()));
    }
    if (!problem.isEmpty() && !DESCRIPTION.problems(node(at)).contains(problem)) {
      complaints.add("no such problem is described: " + problem);
    }
  }

  /** @return its name; empty if the answer is none */
  static String problem(Exchange exchange) {
    return new Contract(exchange, null).problem();
  }

  private String problem() {
    return exchange.answerHeader("Content-Type").filter(type -> type.startsWith("application/problem+json")).isPresent()
        && !exchange.answer().isEmpty()
            ? Description.name(json(exchange.answer()).path("type").asText())
            : "";
  }

  // The request

  private void request() {
    var query = query();
    for (var at : call.parameters().stream().map(DESCRIPTION::place).toList()) {
      var parameter = node(at);
      var name = parameter.path("name").textValue();
      var value = switch (parameter.path("in").textValue()) {
        case "query" -> query.remove(name);
        case "header" -> exchange.header(name).orElse(null);
        default -> null;
      };
      if (value != null) {
        var schema = at.then("schema");
        validate("the request's " + name, schema, typed(schema, value));
      }
    }
    query.keySet().forEach(name -> complaints.add("the request has a parameter that is not described: " + name));
    if (call.needsKey() && exchange.status() < 300 && exchange.header("Authorization").isEmpty()) {
      complaints.add("accepted without a key");
    }
    requestBody();
  }

  private void requestBody() {
    var at = place("requestBody");
    if (at == null) {
      return;
    }
    if (exchange.header("Prefer").filter(prefer -> prefer.contains("lenient")).isPresent()) {
      return;
    }
    if (exchange.body() == null) {
      complaints.add("the request has no body");
      return;
    }
    validate("the request", at.then("content", "application/json", "schema"), withoutNulls(json(exchange.body())));
  }

  private Map<String, String> query() {
    var query = new HashMap<String, String>();
    if (exchange.target().contains("?")) {
      for (var pair : exchange.target().replaceFirst("[^?]*\\?", "").split("&")) {
        var parts = pair.split("=", 2);
        query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  // Both

  private void validate(String what, Place schema, JsonNode value) {
    var text = value.toString();
    var isTheirs = THEIR_WORDS.stream().anyMatch(word -> text.contains("\"" + word + "\""));
    DESCRIPTION.complaints(schema, value).stream().filter(complaint -> !isTheirs || !complaint.contains(" enumeration "))
        .forEach(complaint -> complaints.add(what + " " + complaint));
  }

  /** @return null if the file has nothing there */
  private Place place(String... steps) {
    var place = DESCRIPTION.place(Place.of("paths", call.template(), call.method()).then(steps));
    return node(place).isMissingNode() ? null : place;
  }

  private static JsonNode node(Place place) {
    return DESCRIPTION.node(place);
  }

  private static JsonNode typed(Place schema, String value) {
    return DESCRIPTION.resolved(node(schema)).path("type").asText().equals("integer") && value.matches("[0-9]{1,9}")
        ? IntNode.valueOf(Integer.parseInt(value))
        : TextNode.valueOf(value);
  }

  /** A field that is null is as good as absent. */
  private static JsonNode withoutNulls(JsonNode json) {
    if (json instanceof ContainerNode<?> container) {
      var values = container.elements();
      while (values.hasNext()) {
        var value = values.next();
        if (value.isNull() && container.isObject()) {
          values.remove();
        } else {
          withoutNulls(value);
        }
      }
    }
    return json;
  }

  private JsonNode json(String text) {
    try {
      return JSON.readTree(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (JsonProcessingException e) {
      complaints.add("not JSON: " + e.getOriginalMessage());
      return JSON.createObjectNode();
    }
  }
}
