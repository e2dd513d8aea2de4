package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nl.sluis.feed.EventType;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.sms.SmsOutcome;
import nl.sluis.store.Attention;
import nl.sluis.store.InvitationState;
import nl.sluis.testing.LocalSluis;
import nl.sluis.testing.VideoService;
import org.junit.jupiter.api.Test;

/** What the documents list is what there is: nothing is missing, and nothing is left of what there was. */
class DocumentsTest {
  private static final Path API = Path.of("docs/api.md");
  private static final Path OPERATIONS = Path.of("docs/operations.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  /** Dropwizard's own, of which config.yml shows a little. */
  private static final Set<String> DROPWIZARDS = Set.of("server", "logging");
  private static final Set<String> LOGGERS = Set.of("nl.sluis.audit", "nl.sluis.request");

  @Test
  void everyStateIsListed() throws IOException {
    assertThat(names(table(API, "state"))).containsExactlyElementsOf(Arrays.stream(InvitationState.values())
        .filter(state -> state != InvitationState.LATER).map(InvitationState::word).toList());
  }

  @Test
  void everyEventIsListed() throws IOException {
    assertThat(names(table(API, "type", "it tells").stream().map(row -> row.subList(0, 1)).toList()))
        .containsExactlyElementsOf(Arrays.stream(EventType.values()).map(EventType::type).toList());
  }

  @Test
  void everyAttentionIsListedForSchedulersAndForOperators() throws IOException {
    var called = Arrays.stream(Attention.values()).map(Attention::word).toList();
    assertThat(names(table(API, "attention"))).containsExactlyInAnyOrderElementsOf(called);
    assertThat(names(table(OPERATIONS, "says", "happened"))).containsExactlyInAnyOrderElementsOf(called);
  }

  /** Some names are put together: of a state that is stored, or of what became of a text message. */
  @Test
  void everyAuditEventIsListed() throws IOException {
    var written = new TreeSet<String>();
    for (var call : inSources("audit\\s*\\.record\\(([^,;]*),")) {
      var literals = Pattern.compile("\"([a-z-]+)\"").matcher(call).results().map(found -> found.group(1)).toList();
      assertThat(literals).as(call).isNotEmpty();
      literals.forEach(name -> written.addAll(whole(name)));
    }
    var text = Files.readString(OPERATIONS);
    var from = text.indexOf("The logger `nl.sluis.audit`");
    var listed = CODE.matcher(text.substring(from, text.indexOf("`nl.sluis.request`", from))).results().map(found -> found.group(1))
        .toList();
    assertThat(listed.subList(1, listed.size())).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void everyHealthCheckAndEveryMetricIsListed() throws IOException {
    try (var video = new VideoService();
        var sluis = LocalSluis.started(settings -> video.set(settings).set("mail.bounces", "bounces@bureau.example").set("mail.bounceKey",
            "bounce-key-of-the-tests"))) {
      assertThat(names(table(OPERATIONS, "check"))).containsExactlyInAnyOrderElementsOf(keys(sluis.operates("GET", "/healthcheck").json()));
      var there = new TreeSet<String>();
      sluis.operates("GET", "/metrics").json().forEach(kind -> {
        if (kind.isObject()) {
          keys(kind).stream().filter(name -> name.startsWith("nl.sluis.")).forEach(there::add);
        }
      });
      var listed = new TreeSet<String>();
      for (var line : Files.readAllLines(OPERATIONS)) {
        full(line).stream().filter(name -> name.startsWith("nl.sluis.") && !LOGGERS.contains(name)).forEach(listed::add);
      }
      assertThat(listed).isEqualTo(there);
    }
  }

  @Test
  void everySettingIsReadShownInTheFileAndListed() throws IOException {
    var read = new TreeSet<String>();
    for (var field : SluisConfiguration.class.getDeclaredFields()) {
      if (field.isAnnotationPresent(JsonProperty.class)) {
        collect(field.getName(), field.getType(), read);
      }
    }
    var shown = new TreeSet<String>();
    collect("", new YAMLMapper().readTree(Files.readString(Path.of("config.yml"))), shown);
    assertThat(shown).isEqualTo(read);
    var listed = new ArrayList<String>();
    for (var file : List.of(Path.of("README.md"), OPERATIONS)) {
      table(file, "in [config.yml]", "variable").forEach(row -> listed.addAll(full(row.get(0))));
    }
    listed.removeIf(name -> DROPWIZARDS.contains(name.substring(0, Math.max(0, name.indexOf('.')))));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(read);
  }

  /** What becomes of each sentence of the procedure: a test that is there, a rule of the account, or an event for the host. None is silent. */
  @Test
  void everySentenceOfTheProcedureIsHeld() throws IOException {
    var rows = table(Path.of("docs/zoom.md"), "the procedure", "what becomes of it", "by");
    assertThat(rows).hasSizeGreaterThan(9);
    var kinds = new TreeSet<String>();
    for (var row : rows) {
      var by = CODE.matcher(row.get(2)).results().map(found -> found.group(1)).toList();
      assertThat(by).as(row.toString()).isNotEmpty().allSatisfy(test -> assertThat(methods(test)).as(test).isTrue());
      var kind = row.get(1).replaceFirst("^\\*([a-z ]+)\\*.*", "$1");
      assertThat(kind).as(row.toString()).isIn("kept and tested", "proved by the account", "told to the host");
      kinds.add(kind);
      if (kind.equals("proved by the account")) {
        assertThat(CODE.matcher(row.get(1)).results().map(found -> found.group(1))).as(row.toString())
            .anyMatch(word -> Arrays.stream(ConferenceRule.values()).anyMatch(rule -> rule.word().equals(word)));
      }
    }
    assertThat(kinds).hasSize(3);
  }

  /** @param test as {@code Class#method} */
  private static boolean methods(String test) throws IOException {
    var parts = test.split("#");
    assertThat(parts).as(test).hasSize(2);
    try (var files = Files.walk(Path.of("src/test/java"))) {
      var file = files.filter(path -> path.endsWith(parts[0] + ".java")).findFirst();
      return file.isPresent() && Files.readString(file.get()).contains(" void " + parts[1] + "(");
    }
  }

  private static Set<String> whole(String name) {
    return switch (name) {
      case "invitation-" -> Set.of("invitation-queued");
      case "code-" -> Arrays.stream(SmsOutcome.values()).map(outcome -> "code-" + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.toSet());
      default -> Set.of(name);
    };
  }

  /** Behind {@code a.b} stands {@code .c} for {@code a.c}. */
  private static List<String> full(String text) {
    var names = new ArrayList<String>();
    CODE.matcher(text).results().map(found -> found.group(1)).forEach(name -> {
      var last = names.isEmpty() ? "" : names.get(names.size() - 1);
      names.add(name.startsWith(".") && last.contains(".") ? last.substring(0, last.lastIndexOf('.')) + name : name);
    });
    return names;
  }

  private static void collect(String name, Class<?> type, Set<String> into) {
    if (type.isRecord() && type.getName().startsWith("nl.sluis.")) {
      for (RecordComponent component : type.getRecordComponents()) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        collect(name + "." + (named == null ? component.getName() : named.value()), component.getType(), into);
      }
    } else {
      into.add(name);
    }
  }

  private static void collect(String name, JsonNode node, Set<String> into) {
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(field -> {
        if (!name.isEmpty() || !DROPWIZARDS.contains(field)) {
          collect(name.isEmpty() ? field : name + "." + field, object.get(field), into);
        }
      });
    } else {
      into.add(name);
    }
  }

  private static Set<String> keys(JsonNode object) {
    return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false).collect(Collectors.toSet());
  }

  private static List<String> names(List<List<String>> rows) {
    return rows.stream().flatMap(row -> CODE.matcher(row.get(0)).results().map(found -> found.group(1))).toList();
  }

  /** @param head how the cells of its first row begin */
  private static List<List<String>> table(Path file, String... head) throws IOException {
    var rows = new ArrayList<List<String>>();
    var inside = false;
    for (var line : Files.readAllLines(file)) {
      var cells = line.startsWith("|")
          ? Arrays.stream(line.substring(1).split("(?<!\\\\)\\|")).map(String::strip).toList()
          : List.<String>of();
      if (cells.isEmpty()) {
        inside = false;
      } else if (inside && !cells.get(0).startsWith("---")) {
        rows.add(cells);
      } else if (!inside) {
        inside = cells.size() >= head.length && beginsWith(cells, head);
      }
    }
    return rows;
  }

  private static boolean beginsWith(List<String> cells, String... head) {
    for (var i = 0; i < head.length; i++) {
      if (!cells.get(i).startsWith(head[i])) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> inSources(String pattern) throws IOException {
    var found = new TreeSet<String>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Pattern.compile(pattern).matcher(Files.readString(file)).results().map(match -> match.group(1)).forEach(found::add);
      }
    }
    return found;
  }
}
