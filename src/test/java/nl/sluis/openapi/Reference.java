package nl.sluis.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes docs/reference.md, for people, of {@code openapi.yaml}, for programs. */
final class Reference {
  private static final ObjectMapper JSON = new ObjectMapper();
  /** Answers that are named in one line, because most calls have them. */
  private static final Set<String> USUAL = Set.of("BadRequest", "BadBody", "Unauthorized", "NotAcceptable", "Timeout", "TooLarge",
      "UnsupportedMediaType", "HeadersTooLarge", "HeadersTooLargePage", "Internal", "Unavailable");
  private static final int LONGEST_PATTERN = 45;
  private static final String SCHEMAS = "#/components/schemas/";
  private final Description description;
  private final StringBuilder text = new StringBuilder();

  private Reference(Description description) {
    this.description = description;
  }

  static String of(Description description) {
    var reference = new Reference(description);
    reference.head();
    description.root().path("tags").forEach(reference::tag);
    reference.objects();
    reference.problems();
    return reference.text.toString();
  }

  private void head() {
    line("# The HTTP reference");
    line("");
    line(
        "Every call of the public port, its fields and its answers. This file is made of [openapi.yaml](../src/main/resources/openapi.yaml), which a");
    line(
        "gateway serves at `/openapi.yaml` and `/openapi.json`. [The guide](api.md) says how to use the calls, and has those of the operator's port.");
    line("");
    line(description.root().at("/info/description").textValue());
    line("| call | |");
    line("|---|---|");
    description.root().path("tags")
        .forEach(tag -> calls(tag).forEach(call -> line("| [`" + title(call) + "`](#" + anchor(heading(call)) + ") | "
            + summary(call) + " |")));
    line("");
  }

  private void tag(JsonNode tag) {
    line("## " + capital(tag.path("name").textValue()));
    line("");
    line(tag.path("description").textValue().strip());
    line("");
    calls(tag).forEach(this::call);
  }

  private void call(Call call) {
    line("### " + heading(call));
    line("");
    line(call.node().path("description").textValue().strip() + (call.needsKey() ? " Needs a client key." : ""));
    line("");
    parameters(call);
    var schema = call.node().at("/requestBody/content/application~1json/schema");
    if (!schema.isMissingNode()) {
      line("The body is a [" + name(schema) + "](#" + anchor(name(schema)) + "):");
      line("");
      example(call.node().at("/requestBody/content/application~1json/examples"));
    }
    answers(call);
  }

  private void parameters(Call call) {
    var all = call.parameters().stream().map(at -> description.node(description.place(at))).toList();
    if (!all.isEmpty()) {
      line("| parameter | | rule |");
      line("|---|---|---|");
      all.forEach(one -> line("| `" + one.path("name").textValue() + "` | " + one.path("in").textValue() + (one.path("required").asBoolean()
          ? ", required"
          : "") + " | " + cell(one.path("description").asText(), bounds(description.resolved(one.path("schema")))) + " |"));
      line("");
    }
  }

  private void answers(Call call) {
    var usual = new ArrayList<String>();
    line("| answer | | |");
    line("|---|---|---|");
    call.node().path("responses").properties().forEach(answer -> {
      var shared = answer.getValue().path("$ref").asText().replaceFirst(".*/", "");
      var names = description.problems(answer.getValue()).stream().filter(name -> !name.isEmpty()).map(this::problem).toList();
      var response = description.resolved(answer.getValue());
      if (USUAL.contains(shared)) {
        usual.add(answer.getKey() + (names.isEmpty() ? "" : " " + String.join(", ", names)));
      } else if (!answer.getKey().equals("default")) {
        line("| " + answer.getKey() + " | " + (names.isEmpty() ? content(response) : String.join(", ", names)) + " | "
            + cell(response.path("description").textValue(), "") + " |");
      }
    });
    line("");
    line("Also: " + String.join("; ", usual) + ".");
    line("");
    StreamSupport.stream(call.node().path("responses").spliterator(), false).map(description::resolved)
        .map(response -> response.at("/content/application~1json/examples")).filter(examples -> !examples.isMissingNode()).findFirst()
        .ifPresent(this::example);
  }

  private String content(JsonNode response) {
    var types = new ArrayList<String>();
    response.path("content").properties().forEach(type -> types.add(type.getValue().path("schema").has("$ref")
        ? "[" + name(type.getValue().path("schema")) + "](#" + anchor(name(type.getValue().path("schema"))) + ")"
        : "`" + type.getKey() + "`"));
    return String.join(", ", types);
  }

  private void example(JsonNode examples) {
    try {
      var value = description.resolved(examples.iterator().next()).path("value");
      line("```json");
      line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value).replaceAll("\"([A-Za-z0-9_-]{40})[A-Za-z0-9_-]{60,}\"",
          "\"$1…\""));
      line("```");
      line("");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  // Objects

  private void objects() {
    line("## Objects");
    line("");
    description.root().at("/components/schemas").properties().forEach(schema -> {
      if (!schema.getKey().endsWith("Problem") && (schema.getValue().has("properties") || schema.getValue().has("oneOf"))) {
        object(schema.getKey(), schema.getValue());
      }
    });
  }

  private void object(String name, JsonNode schema) {
    line("### " + name);
    line("");
    if (schema.has("description")) {
      line(schema.path("description").textValue().strip());
      line("");
    }
    if (schema.has("oneOf")) {
      line(StreamSupport.stream(schema.path("oneOf").spliterator(), false).map(one -> "[" + name(one) + "](#" + anchor(name(one)) + ")")
          .collect(Collectors.joining(", or ", "A ", ".")));
      line("");
      return;
    }
    var required = StreamSupport.stream(schema.path("required").spliterator(), false).map(JsonNode::textValue).toList();
    line("| field | | rule |");
    line("|---|---|---|");
    schema.path("properties").properties().forEach(field -> line("| `" + field.getKey() + "` | "
        + (required.contains(field.getKey()) ? "required" : "optional") + " | " + rule(field.getValue()) + " |"));
    line("");
  }

  private String rule(JsonNode field) {
    var schema = description.resolved(field);
    var words = field.has("description") ? field.path("description").textValue() : schema.path("description").asText();
    if (schema.path("properties").size() > 0 && field.has("$ref")) {
      return cell(words, "[" + name(field) + "](#" + anchor(name(field)) + ")");
    }
    var items = schema.path("items");
    return cell(words, items.has("$ref") && description.resolved(items).has("properties")
        ? bounds(schema) + " of [" + name(items) + "](#" + anchor(name(items)) + ")"
        : bounds(schema) + (items.isMissingNode() ? "" : " of " + bounds(description.resolved(items))));
  }

  /** In words, what a schema holds a value to. */
  private static String bounds(JsonNode schema) {
    var type = schema.path("type").isArray() ? schema.path("type").path(0).asText() + " or null" : schema.path("type").asText();
    var all = new ArrayList<String>(List.of(schema.has("format") && schema.path("format").asText().startsWith("date")
        ? type.replace("string", "instant")
        : type));
    var words = new ArrayList<String>();
    (schema.has("enum") ? schema.path("enum") : schema.path("x-extensible-enum")).forEach(word -> words.add("`" + word.asText() + "`"));
    if (!words.isEmpty()) {
      all.add(String.join(", ", words));
    }
    var named = new LinkedHashMap<String, String>(Map.of("minimum", "at least ", "minLength", "at least ", "minItems", "at least "));
    List.of("minimum", "minLength", "minItems", "maximum", "maxLength", "maxItems").stream().filter(schema::has)
        .forEach(bound -> all.add(named.getOrDefault(bound, "at most ") + schema.path(bound).asText()));
    if (schema.has("default")) {
      all.add("default " + schema.path("default").asText());
    }
    // Longer ones are said in words.
    if (schema.path("pattern").asText("x".repeat(LONGEST_PATTERN)).length() < LONGEST_PATTERN
        && !schema.path("pattern").textValue().contains("\\x")) {
      all.add("`" + schema.path("pattern").textValue().replace("|", "\\|") + "`");
    }
    return String.join(", ", all);
  }

  // Problems

  private void problems() {
    var callsOf = new TreeMap<String, List<String>>();
    for (var call : description.calls()) {
      call.node().path("responses").forEach(response -> description.problems(response)
          .forEach(problem -> callsOf.computeIfAbsent(problem, name -> new ArrayList<>()).add("`" + title(call) + "`")));
    }
    line("## Problems");
    line("");
    line("`type` is `urn:sluis:problem:` and a name of this list. `title` is in words, and may change.");
    line("");
    line("| name | status | when | what else is in it | calls |");
    line("|---|---|---|---|---|");
    description.root().at("/components/schemas").properties().forEach(schema -> {
      var type = schema.getValue().at("/properties/type/enum/0").asText();
      if (schema.getKey().endsWith("Problem") && !type.isEmpty()) {
        var name = Description.name(type);
        var more = new ArrayList<String>();
        schema.getValue().path("properties").fieldNames().forEachRemaining(field -> more.add("`" + field + "`"));
        var calls = callsOf.getOrDefault(name, List.of()).stream().distinct().toList();
        line("| `" + name + "` | " + schema.getValue().at("/properties/status/enum/0").asText() + " | "
            + cell(schema.getValue().path("description").textValue(), "") + " | "
            + more.stream().filter(field -> !Set.of("`type`", "`title`", "`status`").contains(field)).collect(Collectors.joining(", "))
            + " | "
            + (calls.size() > 6 ? calls.size() + " of " + description.calls().size() : String.join(", ", calls)) + " |");
      }
    });
    line("| `method-not-allowed` | 405 | This method is not for this address; `Allow` says which are. | | none that is described |");
  }

  private String problem(String name) {
    return "[`" + name + "`](#problems)";
  }

  // Words

  private List<Call> calls(JsonNode tag) {
    var ordered = new ArrayList<Call>();
    description.root().path("paths").fieldNames().forEachRemaining(path -> description.calls().stream()
        .filter(call -> call.template().equals(path) && call.node().path("tags").path(0).equals(tag.path("name"))).forEach(ordered::add));
    return ordered;
  }

  private static String title(Call call) {
    return call.method().toUpperCase(Locale.ROOT) + " " + call.template();
  }

  private static String heading(Call call) {
    return title(call) + ": " + summary(call).substring(0, 1).toLowerCase(Locale.ROOT) + summary(call).substring(1);
  }

  private static String summary(Call call) {
    return call.node().path("summary").textValue();
  }

  private static String name(JsonNode reference) {
    return reference.path("$ref").asText().replace(SCHEMAS, "");
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String cell(String words, String bounds) {
    return (words.strip().replace("\n", " ").replaceAll(" +", " ").replace("|", "\\|")
        + (bounds.isBlank() ? "" : " *" + bounds.strip() + "*")).strip();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
