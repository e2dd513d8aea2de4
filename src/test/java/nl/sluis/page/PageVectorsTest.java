package nl.sluis.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.sluis.testing.Browser;
import nl.sluis.testing.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's JavaScript against vectors that nobody here made, in a real browser and under the page's own policy. */
@Tag("slow")
class PageVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPEN = """
      async (vector) => {
        const { decode, encode } = await import('/i/envelope.js');
        const { accessOf, open } = await import('/i/open.js');
        const bytes = (name) => decode(vector[name]);
        try {
          const { meeting, ack } = await open(bytes('envelope'), bytes('linkSecret'), bytes('share'), bytes('id'));
          return { meeting, ack: encode(ack), access: encode(await accessOf(bytes('linkSecret'))) };
        } catch (error) {
          return { error: error.name + ': ' + error.message };
        }
      }""";
  private static final String REFUSE_ALL = """
      async (vector) => {
        const { decode } = await import('/i/envelope.js');
        const { open } = await import('/i/open.js');
        const [whole, secret, share, id] =
          ['envelope', 'linkSecret', 'share', 'id'].map((name) => decode(vector[name]));
        const changed = [];
        for (let i = 0; i < whole.length; i++) {
          const flipped = whole.slice();
          flipped[i] ^= 1 << (i % 8);
          changed.push(flipped, whole.slice(0, i), whole.slice(i + 1));
        }
        const outcomes = {};
        for (const envelope of changed) {
          let outcome = 'opened';
          try {
            await open(envelope, secret, share, id);
          } catch (error) {
            outcome = error.name + ': ' + error.message;
          }
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        }
        return { length: whole.length, outcomes };
      }""";
  private static final String WYCHEPROOF_GCM = """
      async (cases) => {
        const { openGcm } = await import('/i/open.js');
        const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
        const wrong = [];
        for (const one of cases) {
          let valid = true;
          try {
            const plain = await openGcm(hex(one.key), hex(one.iv), hex(one.ct + one.tag), hex(one.aad));
            valid = [...plain].map((byte) => byte.toString(16).padStart(2, '0')).join('') === one.msg;
          } catch {
            valid = false;
          }
          if (valid !== (one.result === 'valid')) {
            wrong.push(one.tcId);
          }
        }
        return wrong;
      }""";
  private static final String WYCHEPROOF_HKDF = """
      async (cases) => {
        const { hkdf } = await import('/i/content-keys.js');
        const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
        const wrong = [];
        for (const one of cases) {
          let valid = true;
          try {
            const key = await hkdf(hex(one.ikm), hex(one.info), one.size, hex(one.salt));
            valid = [...key].map((byte) => byte.toString(16).padStart(2, '0')).join('') === one.okm;
          } catch {
            valid = false;
          }
          if (valid !== (one.result === 'valid')) {
            wrong.push(one.tcId);
          }
        }
        return wrong;
      }""";

  private static PageStub stub;
  private static Browser browser;
  private static Visitor visitor;

  @BeforeAll
  static void openPage() {
    stub = new PageStub("{}");
    browser = Browser.start();
    visitor = browser.desktop("en-GB", "Europe/Amsterdam");
    visitor.page().navigate(stub.origin() + "/i");
  }

  @AfterAll
  static void closePage() {
    browser.close();
    stub.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void pageAgreesWithVector(String name, JsonNode vector) {
    var outcome = evaluate(OPEN, vector);
    if (vector.get("result").asText().equals("opens")) {
      assertThat(outcome).isEqualTo(Map.of("meeting", vector.get("meeting").asText(), "ack", vector.get("ack").asText(),
          "access", vector.get("access").asText()));
    } else {
      assertThat(outcome).isEqualTo(Map.of("error", "EnvelopeError: this does not open"));
    }
  }

  @Test
  void everyFlippedByteAndEveryCutIsRefusedAlike() throws IOException {
    var outcome = JSON.valueToTree(evaluate(REFUSE_ALL, vectorNamed("an ordinary meeting")));
    var length = outcome.get("length").asInt();
    assertThat(length).isEqualTo(1 + 12 + 32 + 1024 + 16);
    assertThat(outcome.get("outcomes"))
        .isEqualTo(JSON.valueToTree(Map.of("EnvelopeError: this does not open", 3 * length)));
  }

  @Test
  void base64urlHasOneSpellingPerValue() {
    var accepted = visitor.page().evaluate("""
        async (texts) => {
          const { decode } = await import('/i/envelope.js');
          return texts.filter((text) => {
            try {
              return decode(text);
            } catch (error) {
              return error.name !== 'EnvelopeError';
            }
          });
        }""", List.of("", "AA", "AAA", "AAAA", "_w", "A", "_-", "AAAAA", "AB", "AAB", "AA==", "AA=", "+/", "AA\n",
        " AA", "AÄ", "A.A"));
    assertThat(accepted).isEqualTo(List.of("", "AA", "AAA", "AAAA", "_w"));
  }

  @Test
  void aesGcmAgreesWithWycheproof() throws IOException {
    var cases = wycheproof("aes_gcm_test", group -> group.get("keySize").asInt() == 256
        && group.get("ivSize").asInt() == 96 && group.get("tagSize").asInt() == 128);
    assertThat(cases).hasSizeGreaterThan(50);
    assertThat(visitor.page().evaluate(WYCHEPROOF_GCM, cases)).isEqualTo(List.of());
  }

  @Test
  void hkdfAgreesWithWycheproof() throws IOException {
    var cases = wycheproof("hkdf_sha256_test", group -> true);
    assertThat(cases).hasSize(86);
    assertThat(visitor.page().evaluate(WYCHEPROOF_HKDF, cases)).isEqualTo(List.of());
  }

  static Stream<Object[]> vectors() throws IOException {
    var vectors = read("envelope-v1.json").get("vectors");
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(vector -> new Object[] {vector.get("name").asText(), vector});
  }

  private static JsonNode vectorNamed(String name) throws IOException {
    return (JsonNode) vectors().filter(row -> row[0].equals(name)).findFirst().orElseThrow()[1];
  }

  private static List<Object> wycheproof(String file, Predicate<JsonNode> choice) throws IOException {
    return StreamSupport.stream(read("wycheproof/" + file + ".json").get("testGroups").spliterator(), false)
        .filter(choice)
        .flatMap(group -> StreamSupport.stream(group.get("tests").spliterator(), false))
        .map(one -> JSON.convertValue(one, Object.class))
        .toList();
  }

  private static Object evaluate(String script, JsonNode argument) {
    return visitor.page().evaluate(script, JSON.convertValue(argument, Object.class));
  }

  private static JsonNode read(String name) throws IOException {
    try (var file = PageVectorsTest.class.getResourceAsStream("/vectors/" + name)) {
      return JSON.readTree(file);
    }
  }
}
