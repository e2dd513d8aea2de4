package nl.sluis.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import nl.sluis.testing.Node;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
  /** Every line of the source, but those of comments, and none that was changed. */
  @ParameterizedTest
  @ValueSource(strings = {"ask", "calendar", "content-keys", "ends", "envelope", "flow", "gateway", "link", "meeting", "open", "paste",
    "show",
    "typed", "words"})
  void aScriptIsSentWithoutItsCommentsAndElseAsItIs(String name) throws IOException {
    var sent = new String(new PageFiles("", false).find(name + ".js"), UTF_8);
    var source = Files.readAllLines(Node.MODULES.resolve(name + ".js"));
    assertThat(source).anyMatch(line -> line.strip().startsWith("/**"));
    assertThat(sent.lines()).containsExactlyElementsOf(
        source.stream().filter(line -> !line.strip().matches("//.*|/\\*\\*.*|\\*( .*|/)?")).toList());
    assertThat(sent).doesNotContain("/*").endsWith("\n");
  }
}
