package nl.sluis.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Lists that others publish, as files beside the classes. */
final class ResourceLines {
  private ResourceLines() {}

  /** @return the lines, less those that begin with a {@code #} */
  static Stream<String> read(String name) {
    try (var file = ResourceLines.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
