package nl.sluis.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the vectors that others made; see their own README for where they come from. */
final class Vectors {
  private Vectors() {}

  /** @param result {@code opens} or {@code refused} */
  static Stream<EnvelopeVector> envelopes(String result) {
    return elements(read("envelope-v1.json").get("vectors")).map(EnvelopeVector::new).filter(v -> v.is(result));
  }

  static EnvelopeVector envelope(String name) {
    return envelopes("opens").filter(v -> v.toString().equals(name)).findFirst().orElseThrow();
  }

  /** The cases of those groups of a Wycheproof file that fit. */
  static List<JsonNode> wycheproof(String file, Predicate<JsonNode> group) {
    return elements(read("wycheproof/" + file).get("testGroups"))
        .filter(group)
        .flatMap(g -> elements(g.get("tests")))
        .toList();
  }

  static byte[] hex(JsonNode test, String field) {
    return HexFormat.of().parseHex(test.get(field).textValue());
  }

  private static JsonNode read(String file) {
    try (var in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
