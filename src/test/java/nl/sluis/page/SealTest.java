package nl.sluis.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import nl.sluis.testing.Browser;
import nl.sluis.testing.IndependentOpener;
import nl.sluis.testing.Meetings;
import nl.sluis.testing.Node;
import nl.sluis.testing.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JavaScript client, the same files in Node and in Chromium, against vectors that nobody here made. */
@Tag("slow")
class SealTest {
  private enum Engine {
    NODE,
    CHROMIUM
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VECTORS = """
      async ({ base, vectors }) => {
        const { decode, encode, utf8 } = await import(base + '/envelope.js');
        const { accessOf, open } = await import(base + '/open.js');
        const { sealWithGivenRandomness } = await import(base + '/sealer.js');
        return Promise.all(vectors.map(async (vector) => {
          const bytes = (name) => decode(vector[name]);
          try {
            const opened = await open(bytes('envelope'), bytes('linkSecret'), bytes('share'), bytes('id'));
            const random = Object.fromEntries(['id', 'linkSecret', 'share', 'nonce'].map((name) => [name, bytes(name)]));
            const sealed = await sealWithGivenRandomness(utf8(vector.meeting), random);
            return { meeting: opened.meeting, ack: encode(opened.ack), access: encode(await accessOf(bytes('linkSecret'))), ...sealed };
          } catch (error) {
            return { error: error.name + ': ' + error.message };
          }
        }));
      }""";
  private static final String SEAL_FOR_THREE = """
      async ({ base, meeting }) => {
        const client = await import(base + '/seal.js');
        const once = client.checked(meeting);
        const all = [];
        for (let i = 0; i < 3; i++) {
          all.push(await client.seal('https://invitations.example.org', once));
        }
        return { all, exported: Object.keys(client), meeting: JSON.stringify(once) };
      }""";
  private static final String REFUSED_URLS = """
      async ({ base, urls, meeting }) => {
        const { seal } = await import(base + '/seal.js');
        return Promise.all(urls.map((url) => seal(url, meeting).then(({ link }) => link.replace(/#.*/, ''), (error) => error.name)));
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

  @ParameterizedTest
  @EnumSource
  void sealsAndOpensEveryVectorByteForByteAndRefusesTheOthersAlike(Engine engine) throws IOException {
    var vectors = vectors();
    var outcomes = evaluate(engine, VECTORS, Map.of("vectors", vectors));
    assertThat(vectors).hasSize(5 + 19).hasSameSizeAs(outcomes);
    for (var i = 0; i < vectors.size(); i++) {
      var vector = vectors.get(i);
      var expected = vector.path("result").asText().equals("opens")
          ? ((ObjectNode) vector.deepCopy()).retain("meeting", "ack", "access", "id", "share", "envelope", "accessHash", "ackHash")
          : JSON.createObjectNode().put("error", "EnvelopeError: this does not open");
      assertThat(outcomes.get(i)).as(vector.path("name").asText()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyInviteeGetsASealingOfAnOwnWithTheSameUid(Engine engine) throws IOException {
    var meeting = Meetings.interview();
    meeting.remove("uid");
    var outcome = evaluate(engine, SEAL_FOR_THREE, Map.of("meeting", meeting));
    assertThat(outcome.path("exported").toString()).as("nothing that takes randomness from a caller")
        .isEqualTo("[\"WrongMeetingError\",\"checked\",\"seal\",\"warningsOf\"]");
    var sealedOnes = outcome.path("all");
    var drawn = new HashSet<String>();
    for (var one : sealedOnes) {
      var link = one.path("link").asText();
      assertThat(link).startsWith("https://invitations.example.org/i#").hasSize("https://invitations.example.org/i#".length() + 43);
      var sealed = one.path("sealed");
      var secret = IndependentOpener.decode(link.substring(link.indexOf('#') + 1));
      var share = IndependentOpener.decode(sealed.path("share").asText());
      var opened = IndependentOpener.open(IndependentOpener.decode(sealed.path("envelope").asText()), secret, share,
          IndependentOpener.decode(sealed.path("id").asText()));
      assertThat(opened).isEqualTo(outcome.path("meeting").asText());
      var expected = meeting.deepCopy().put("uid", one.path("uid").asText());
      assertThat(JSON.readTree(opened)).isEqualTo(expected);
      assertThat(one.path("uid").asText()).matches("[0-9a-f-]{36}").isEqualTo(sealedOnes.path(0).path("uid").asText());
      assertThat(one.path("sequence").asInt(-1)).isZero();
      assertThat(one.path("expiresAt").asText()).endsWith("T00:00:00.000Z");
      sealed.forEach(value -> drawn.add(value.asText()));
      drawn.add(link);
    }
    assertThat(sealedOnes).hasSize(3);
    assertThat(drawn).as("nothing is used twice").hasSize(3 * 6);
  }

  @ParameterizedTest
  @EnumSource
  void aLinkBeginsWithThePublicUrlOnly(Engine engine) {
    var urls = List.of("https://host.example", "https://host.example:8443/", "http://127.0.0.1:8080", "http://localhost:8080",
        "HTTPS://Host.Example:443", "http://127.0.0.2:8080", "http://host.example", "https://host.example/i", "https://host.example?x",
        "https://user@host.example", "ftp://host.example", "host.example");
    var outcome = evaluate(engine, REFUSED_URLS, Map.of("meeting", Meetings.interview(), "urls", urls));
    assertThat(outcome.toString()).isEqualTo("""
        ["https://host.example/i","https://host.example:8443/i","http://127.0.0.1:8080/i","http://localhost:8080/i",\
        "https://host.example/i","http://127.0.0.2:8080/i","TypeError","TypeError","TypeError","TypeError","TypeError","TypeError"]""");
  }

  @Test
  void byItsPackageNameNodeSeesTheClientAndNothingBehindIt() {
    var outcome = Node.evaluate("""
        async ({ base }) => {
          const { createRequire } = await import('node:module');
          const inside = createRequire(base + '/package.json');
          const found = (name) => import(inside.resolve(name)).then(Object.keys, (error) => error.code);
          const resolved = (name) => { try { return Boolean(inside.resolve(name)); } catch (error) { return error.code; } };
          return [await found('sluis-client'), resolved('sluis-client/sealer.js'), resolved('sluis-client/package.json')];
        }""", Map.of("base", Node.MODULES.toUri().toString()));
    assertThat(outcome.toString()).isEqualTo(
        "[[\"Gateway\",\"NoAnswerError\",\"ProblemError\",\"WrongMeetingError\",\"checked\",\"seal\",\"warningsOf\"],\"ERR_PACKAGE_PATH_NOT_EXPORTED\",\"ERR_PACKAGE_PATH_NOT_EXPORTED\"]");
  }

  @Test
  void thePageDoesNotLoadTheClient() {
    visitor.page().navigate(stub.origin() + "/i");
    stub.paths.clear();
    visitor.page().reload();
    assertThat(stub.paths).contains("/i/open.js", "/i/content-keys.js").doesNotContain("/i/client.js", "/i/scheduler.js",
        "/i/seal.js", "/i/sealer.js", "/i/rules.js", "/i/mail.js", "/i/zones.js", "/i/meeting-rules.js");
  }

  private static JsonNode evaluate(Engine engine, String function, Map<String, Object> argument) {
    var whole = new java.util.HashMap<>(argument);
    whole.put("base", engine == Engine.NODE ? Node.MODULES.toUri().toString().replaceAll("/$", "") : "/i");
    return engine == Engine.NODE
        ? Node.evaluate(function, whole)
        : JSON.valueToTree(visitor.page().evaluate(function, JSON.convertValue(whole, Object.class)));
  }

  private static List<JsonNode> vectors() throws IOException {
    try (var file = SealTest.class.getResourceAsStream("/vectors/envelope-v1.json")) {
      return List.of(JSON.treeToValue(JSON.readTree(file).get("vectors"), JsonNode[].class));
    }
  }
}
