package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads the imports and draws who imports whom: one way only, and as docs/architecture.md says. */
class ImportsTest {
  private static final Path SOURCES = Path.of("src/main/java/nl/sluis");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?nl\\.sluis\\.([a-z]+)\\.");
  private static final Set<String> DOORS = Set.of("intake", "link", "page", "demo", "admin", "openapi");
  private static final Set<String> GROUND = Set.of("meeting", "limit", "problem", "audit", "rules", "secret", "words", "brand", "host",
      "http", "database", "files");

  @Test
  void importsPointOneWay() throws IOException {
    var arrows = arrows();
    var picture = arrows.entrySet().stream()
        .map(arrow -> String.format(Locale.ROOT, "%-9s> %s", arrow.getKey(),
            arrow.getValue().isEmpty() ? "nothing" : String.join(", ", arrow.getValue())))
        .collect(Collectors.joining("\n"));
    System.out.println(picture);
    assertThat(Files.readString(Path.of("docs/architecture.md"))).as("who imports whom").contains("```\n" + picture + "\n```");
    arrows.forEach((from, to) -> {
      assertThat(to).as("no package imports a door: " + from).doesNotContainAnyElementsOf(DOORS);
      assertThat(to.contains("incident") && !from.equals("admin")).as("only the operator's door works on incidents: " + from).isFalse();
      if (GROUND.contains(from)) {
        assertThat(GROUND).as("the ground imports the ground: " + from).containsAll(to);
      }
      to.forEach(other -> assertThat(reach(other, arrows, new TreeSet<>())).as(from + " and " + other + " want each other")
          .doesNotContain(from));
    });
    assertThat(arrows.get("envelope")).as("a scheduler can use it alone").isEmpty();
    assertThat(arrows.get("client")).as("a scheduler needs nothing else of ours").containsExactlyInAnyOrder("envelope", "host", "rules");
    assertThat(List.of("host", "rules")).as("the client takes them along").allSatisfy(name -> assertThat(arrows.get(name)).isEmpty());
    arrows.forEach((from, to) -> assertThat(to).as("the client is not for the gateway: " + from).doesNotContain("client"));
  }

  private static Set<String> reach(String from, Map<String, Set<String>> arrows, Set<String> seen) {
    if (seen.add(from)) {
      arrows.getOrDefault(from, Set.of()).forEach(to -> reach(to, arrows, seen));
    }
    return seen;
  }

  private static Map<String, Set<String>> arrows() throws IOException {
    var arrows = new TreeMap<String, Set<String>>();
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(f -> f.toString().endsWith(".java") && !f.getParent().equals(SOURCES)).toList()) {
        var from = file.getParent().getFileName().toString();
        var to = IMPORT.matcher(Files.readString(file)).results().map(m -> m.group(1)).filter(name -> !name.equals(from))
            .collect(Collectors.toSet());
        arrows.computeIfAbsent(from, name -> new TreeSet<>()).addAll(to);
      }
    }
    return arrows;
  }
}
