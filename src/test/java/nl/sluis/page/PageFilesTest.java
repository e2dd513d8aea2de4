package nl.sluis.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import nl.sluis.testing.Node;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
  /** Every line of the source, but those of comments, and none that was changed but for its indent. */
  @ParameterizedTest
  @ValueSource(strings = {"ask", "calendar", "content-keys", "ends", "envelope", "flow", "gateway", "link", "meeting", "open", "paste",
    "show",
    "typed", "words"})
  void aScriptIsSentWithoutCommentsAndIndentsAndElseAsItIs(String name) throws IOException {
    var sent = new String(new PageFiles("", false).find(name + ".js"), UTF_8);
    var source = Files.readAllLines(Node.MODULES.resolve(name + ".js"));
    assertThat(source).anyMatch(line -> line.strip().startsWith("/**"));
    assertThat(sent.lines()).containsExactlyElementsOf(
        source.stream().map(String::stripLeading).filter(line -> !line.matches("//.*|/\\*\\*.*|\\*( .*|/)?")).toList());
    // Where a text goes over several lines, its indent would be part of it.
    assertThat(sent.lines()).allSatisfy(line -> assertThat(line.replaceAll("[^`]", "").length() % 2).as(line).isZero());
    assertThat(sent).doesNotContain("/*").endsWith("\n");
  }
}
