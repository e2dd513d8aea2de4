package nl.sluis.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Our {@code openapi.yaml}: its calls, what each may answer, and its schemas, compiled once. The schemas are read more strictly than clients should:
 * an answer has no field and no word that the file does not name.
 */
public final class Description {
  public static final Path FILE = Path.of("src/main/resources/openapi.yaml");
  private static final String IRI = "https://sluis.test/openapi";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static Description ours;
  private final JsonNode root;
  private final List<Call> calls = new ArrayList<>();
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private Description(JsonNode root) {
    this.root = root;
    root.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
      if (METHODS.contains(method.getKey())) {
        calls.add(Call.of(method.getKey(), path.getKey(), path.getValue(), method.getValue()));
      }
    }));
    // What is written out is meant before a template.
    calls.sort(Comparator.comparing(Call::isTemplate));
    var strict = root.deepCopy();
    tighten(strict.path("components"));
    tighten(strict.path("paths"));
    // What surrounds the schemas is no keyword of any, and is not worth a line in the log.
    var dialect = Dialect.builder(Dialects.getOpenApi31()).unknownKeywordFactory((name, context) -> new NonValidationKeyword(name)).build();
    registry = SchemaRegistry.withDialect(dialect, builder -> builder.schemas(Map.of(IRI, strict.toString()))
        .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  public static synchronized Description ours() {
    if (ours == null) {
      try {
        ours = new Description(new YAMLMapper().readTree(Files.readString(FILE)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ours;
  }

  public JsonNode root() {
    return root;
  }

  List<Call> calls() {
    return calls;
  }

  Optional<Call> call(String method, String path) {
    var asked = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    return calls.stream().filter(call -> call.method().equals(asked) && call.takes(path)).findFirst();
  }

  /** @return what a node says, by way of its {@code $ref} where it has one */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(root.at(node.path("$ref").textValue().substring(1))) : node;
  }

  /** @return what is wrong with a value; empty if nothing is */
  public List<String> complaints(Place schema, JsonNode value) {
    var pointer = schema.pointer();
    return schemas.computeIfAbsent(pointer, at -> registry.getSchema(SchemaLocation.of(IRI + "#" + at)))
        .validate(value.toString(), InputFormat.JSON, context -> context.executionConfig(config -> config.locale(Locale.ROOT))).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /** @return each answer that a call may give, as {@code postInvitations 409 stale-sequence} */
  Set<String> answers(Call call) {
    var all = new TreeSet<String>();
    call.node().path("responses").properties().forEach(response -> {
      if (!response.getKey().equals("default")) {
        problems(response.getValue()).forEach(problem -> all.add((call.id() + " " + response.getKey() + " " + problem).strip()));
      }
    });
    return all;
  }

  /** @return names of problems, as {@code stale-sequence}; one empty name of an answer that is none */
  Set<String> problems(JsonNode response) {
    var schema = resolved(resolved(response).path("content").path("application/problem+json").path("schema"));
    var names = new TreeSet<String>();
    schema.path("oneOf").forEach(each -> names.addAll(types(resolved(each))));
    names.addAll(types(schema));
    return names.isEmpty() ? Set.of("") : names;
  }

  private static Set<String> types(JsonNode schema) {
    var names = new TreeSet<String>();
    schema.at("/properties/type/enum").forEach(type -> names.add(name(type.textValue())));
    return names;
  }

  static String name(String type) {
    return type.replace("urn:sluis:problem:", "");
  }

  private static void tighten(JsonNode node) {
    node.forEach(Description::tighten);
    if (node instanceof ObjectNode object) {
      if (object.has("x-extensible-enum")) {
        object.set("enum", object.get("x-extensible-enum"));
      }
      if (object.path("type").asText().equals("object") && object.has("properties") && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
    }
  }

  /** Where a schema stands in the file. */
  public record Place(List<String> steps) {
    public static Place of(String... steps) {
      return new Place(List.of(steps));
    }

    public Place then(String... more) {
      var all = new ArrayList<>(steps);
      all.addAll(List.of(more));
      return new Place(all);
    }

    String pointer() {
      var pointer = new StringBuilder();
      steps.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")));
      return pointer.toString();
    }
  }

  /** @return where this really stands, by way of {@code $ref}s */
  public Place place(Place from) {
    var node = node(from);
    return node.has("$ref") ? place(referred(node)) : from;
  }

  public JsonNode node(Place place) {
    JsonNode node = root;
    for (var step : place.steps) {
      node = node instanceof ArrayNode array ? array.path(Integer.parseInt(step)) : node.path(step);
    }
    return node;
  }

  private static Place referred(JsonNode node) {
    return new Place(List.of(node.path("$ref").textValue().substring(2).split("/")));
  }
}
