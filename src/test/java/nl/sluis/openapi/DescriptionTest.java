package nl.sluis.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluis.demo.DemoResource;
import nl.sluis.feed.EventType;
import nl.sluis.intake.EventResource;
import nl.sluis.intake.InvitationResource;
import nl.sluis.intake.MeetingResource;
import nl.sluis.intake.TestMessageResource;
import nl.sluis.intake.WebhookResource;
import nl.sluis.link.LinkResource;
import nl.sluis.openapi.Description.Place;
import nl.sluis.page.BrandResource;
import nl.sluis.page.HomeResource;
import nl.sluis.page.PageResource;
import nl.sluis.page.SecurityTxtResource;
import nl.sluis.problem.Problem;
import nl.sluis.store.Attention;
import nl.sluis.store.InvitationState;
import nl.sluis.store.Level;
import nl.sluis.store.Scope;
import nl.sluis.words.Worded;
import nl.sluis.zoom.ZoomEventResource;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} names what there is, and its examples are as it says. Whether the gateway answers so, {@link Contract} sees in all tests. */
class DescriptionTest {
  private static final List<Class<?>> RESOURCES = List.of(InvitationResource.class, MeetingResource.class, EventResource.class,
      TestMessageResource.class, WebhookResource.class, LinkResource.class,
      PageResource.class, HomeResource.class, SecurityTxtResource.class, BrandResource.class, OpenApiResource.class, DemoResource.class,
      ZoomEventResource.class);
  /** One of the page's files that is described by itself. */
  private static final String LEVELS = "get /i/levels";
  private final Description description = Description.ours();

  @Test
  void everyCallOfTheCodeIsDescribedAndNoOther() {
    var coded = new TreeSet<String>(Set.of(LEVELS));
    for (var resource : RESOURCES) {
      for (var method : resource.getDeclaredMethods()) {
        Arrays.stream(method.getAnnotations()).map(one -> one.annotationType().getAnnotation(HttpMethod.class)).filter(one -> one != null)
            .forEach(verb -> coded.add(verb.value().toLowerCase(java.util.Locale.ROOT) + " "
                + (path(resource.getAnnotation(Path.class)) + path(method.getAnnotation(Path.class))).replaceFirst("^$", "/")));
      }
    }
    assertThat(description.calls().stream().map(call -> call.method() + " " + call.template())).containsExactlyInAnyOrderElementsOf(coded);
    assertThat(description.calls().stream().map(Call::id)).doesNotHaveDuplicates();
  }

  @Test
  void everyProblemIsDescribedWithItsStatusAndTitle() {
    var described = new TreeMap<String, JsonNode>();
    description.root().at("/components/schemas").properties().stream().map(schema -> schema.getValue())
        .filter(schema -> schema.at("/properties/type/enum/0").asText().startsWith("urn:sluis:problem:"))
        .forEach(schema -> described.putIfAbsent(schema.at("/properties/type/enum/0").textValue(), schema));
    for (var problem : Problem.values()) {
      if (problem != Problem.METHOD_NOT_ALLOWED) {
        var schema = described.remove(problem.type());
        assertThat(schema).as(problem.type()).isNotNull();
        assertThat(schema.at("/properties/status/enum/0").intValue()).as(problem.type()).isEqualTo(problem.status());
        assertThat(schema.at("/examples/0/title").textValue()).as(problem.type()).isEqualTo(problem.title());
      }
    }
    assertThat(described).isEmpty();
    assertThat(words("/components/schemas/Problem/properties/type"))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Problem.values()).map(Problem::type).toList());
  }

  @Test
  void theWordsAreThoseOfTheCode() {
    var states = Stream.of(InvitationState.values()).filter(state -> state != InvitationState.LATER).map(Worded::word).toList();
    assertThat(words("/components/schemas/State")).containsExactlyElementsOf(states);
    assertThat(words("/components/schemas/ReceiptEntry/properties/state"))
        .containsExactlyElementsOf(Stream.concat(states.stream(), Stream.of("forgotten")).toList());
    assertThat(words("/components/schemas/Attention")).containsExactlyElementsOf(Stream.of(Attention.values()).map(Worded::word).toList());
    assertThat(words("/components/schemas/Event/properties/type"))
        .containsExactlyElementsOf(Stream.of(EventType.values()).map(EventType::type).toList());
    assertThat(words("/components/schemas/ScopeMissingProblem/properties/scope")).containsExactlyElementsOf(Scope.words(Scope.all()));
    assertThat(words("/components/schemas/Level")).containsExactlyElementsOf(Stream.of(Level.values()).map(Worded::word).toList());
  }

  @Test
  void everyExampleIsAsItsSchemaSays() {
    var wrong = new ArrayList<String>();
    var seen = examples(Place.of("paths"), wrong) + examples(Place.of("components"), wrong);
    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThan(60);
  }

  @Test
  void everyCallHasAnExampleOfWhatItTakes() {
    assertThat(description.calls().stream().filter(call -> call.node().has("requestBody"))
        .filter(call -> call.node().at("/requestBody/content/application~1json/examples").isEmpty()).map(Call::id)).isEmpty();
  }

  @Test
  void theVersionIsThatOfTheGateway() throws IOException {
    var version = Pattern.compile("<version>([^<]*)</version>").matcher(Files.readString(java.nio.file.Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(description.root().at("/info/version").textValue()).isEqualTo(version.group(1).replace("-SNAPSHOT", ""));
  }

  /** @return how many there were */
  private int examples(Place at, List<String> wrong) {
    var node = description.node(at);
    var count = 0;
    if (node.has("schema")) {
      for (var example : node.path("examples")) {
        count += example(at.then("schema"), description.resolved(example).path("value"), wrong);
      }
      count += node.has("example") ? example(at.then("schema"), node.path("example"), wrong) : 0;
    } else if (node.path("examples").isArray()) {
      for (var example : node.path("examples")) {
        count += example(at, example, wrong);
      }
    }
    var steps = node.isArray() ? Stream.iterate(0, i -> i + 1).limit(node.size()).map(String::valueOf).toList() : names(node);
    for (var step : steps) {
      count += step.equals("examples") || step.equals("example") || step.equals("$ref") ? 0 : examples(at.then(step), wrong);
    }
    return count;
  }

  private int example(Place schema, JsonNode value, List<String> wrong) {
    description.complaints(schema, value).forEach(complaint -> wrong.add(schema.pointer() + " " + complaint));
    return 1;
  }

  private List<String> words(String pointer) {
    var words = new ArrayList<String>();
    description.root().at(pointer).path("x-extensible-enum").forEach(word -> words.add(word.textValue()));
    assertThat(words).as(pointer).isNotEmpty();
    return words;
  }

  private static List<String> names(JsonNode node) {
    return node.isObject() ? node.properties().stream().map(field -> field.getKey()).collect(Collectors.toList()) : List.of();
  }

  private static String path(Path annotation) {
    return annotation == null || annotation.value().equals("/")
        ? ""
        : annotation.value().replaceFirst("^(?!/)", "/");
  }
}
