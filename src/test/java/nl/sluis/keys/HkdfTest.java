package nl.sluis.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {
  @Test
  void agreesWithWycheproofWhereTheSaltIsEmpty() throws IOException {
    var checked = 0;
    try (var json = HkdfTest.class.getResourceAsStream("/vectors/wycheproof/hkdf_sha256_test.json")) {
      for (var group : new ObjectMapper().readTree(json).get("testGroups")) {
        for (var test : group.get("tests")) {
          if (test.get("salt").asText().isEmpty() && test.get("result").asText().equals("valid")) {
            assertThat(Hkdf.derive(hex(test, "ikm"), hex(test, "info"), test.get("size").asInt()))
                .as("case " + test.get("tcId")).isEqualTo(hex(test, "okm"));
            checked++;
          }
        }
      }
    }
    assertThat(checked).isEqualTo(23);
  }

  private static byte[] hex(JsonNode test, String field) {
    return HexFormat.of().parseHex(test.get(field).asText());
  }
}
