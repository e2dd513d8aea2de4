package nl.sluis.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nl.sluis.testing.Meetings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", " { \"a\" : [ 1 , -2, 0 ] }\n", "{\"a\":{\"b\":[{}]},\"c\":null,\"d\":true,\"e\":false}", "1", "-0",
    "\"\"",
    "999999999999999999", "1.5e3", "-0.25", "1E+2", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\\ud83d\\ude00€😀\"", "[[[[[[[[]]]]]]]]",
    "\t null\r\n"})
  void readsWhatAnotherReaderReads(String json) throws Exception {
    var read = JsonReader.read(json.getBytes(UTF_8));
    assertThat(Meetings.JSON.readTree(Meetings.JSON.writeValueAsString(read))).isEqualTo(Meetings.JSON.readTree(
        Meetings.JSON.writeValueAsString(Meetings.JSON.readValue(json, Object.class))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "}", "[", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}", "01",
    "+1", "1.", ".5",
    "1e", "-", "NaN", "tru", "nul", "truex", "\"", "\"\\\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u12", "\"\n\"", "'a'", "{} {}", "1 2",
    "\ufeff{}", "{1:2}",
    "[1 2]", "/* */1"})
  void refusesWhatIsNoJson(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read(json.getBytes(UTF_8)))
        .withMessageStartingWith("not JSON, at character ");
  }

  @Test
  void refusesWhatIsNoUtf8AndWhatIsNestedDeep() {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}));
    assertThat(JsonReader.read(("[".repeat(32) + "]".repeat(32)).getBytes(UTF_8))).isInstanceOf(List.class);
    for (var many : new int[] {33, 1_000_000}) {
      assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read(("[".repeat(many) + "]".repeat(many)).getBytes(UTF_8)));
    }
  }

  /** Whatever arrives, it is read or refused: every part of a receipt, and receipts with any byte in any place. */
  @Test
  void everythingElseIsRefusedByTheSameException() {
    var receipt = "{\"meeting\":\"é\\u0041\",\"sequence\":-12,\"invitations\":[{\"id\":\"a\",\"existing\":true,\"x\":1.5e-3,\"y\":null}]}"
        .getBytes(UTF_8);
    var random = new Random(30);
    for (var i = 0; i < 20_000; i++) {
      var broken = Arrays.copyOf(receipt, i < receipt.length ? i : receipt.length);
      for (var j = 0; i >= receipt.length && j < 1 + i % 3; j++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        JsonReader.read(broken);
        assertThat(broken.length).isEqualTo(receipt.length);
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).matches("not (JSON, at character \\d+|UTF-8)");
      }
    }
  }

  @Test
  void anObjectIsAskedByNamesAndWhatIsAbsentOrOfAnotherKindIsEmpty() {
    var object = JsonObject.of("""
        {"text":"a","moment":"2027-01-13T00:00:00Z","number":7,"yes":true,"object":{"in":"b"},"objects":[{"in":"c"},1],"texts":["d",null]}
        """.getBytes(UTF_8));
    assertThat(object.text("text")).isEqualTo("a");
    assertThat(object.instant("moment")).isEqualTo(Instant.parse("2027-01-13T00:00:00Z"));
    assertThat(object.number("number", -1)).isEqualTo(7);
    assertThat(object.isTrue("yes")).isTrue();
    assertThat(object.object("object").text("in")).isEqualTo("b");
    assertThat(object.objects("objects")).extracting(one -> one.text("in")).containsExactly("c");
    assertThat(object.texts("texts")).containsExactly("d");
    for (var name : List.of("absent", "object")) {
      assertThat(object.text(name)).isNull();
      assertThat(object.instant(name)).isNull();
      assertThat(object.number(name, -1)).isEqualTo(-1);
      assertThat(object.isTrue(name)).isFalse();
      assertThat(object.objects(name)).isEmpty();
      assertThat(object.texts(name)).isEmpty();
    }
    assertThat(object.instant("text")).isNull();
    assertThat(object.object("text").fields()).isEmpty();
    assertThat(object).hasToString("JsonObject[text, moment, number, yes, object, objects, texts]");
    for (var other : List.of("[]", "1", "null", "\"x\"")) {
      assertThatIllegalArgumentException().isThrownBy(() -> JsonObject.of(other.getBytes(UTF_8)));
    }
  }

  @Test
  void aPostIsWrittenAsItWasMeantAndWithAKey() throws Exception {
    var body = new java.util.LinkedHashMap<String, Object>();
    body.put("list", List.of("a", 1, true, List.of(), Map.of("b", 2L)));
    body.put("absent", null);
    body.put("empty", Map.of());
    body.put("control", "\u0001\u001f\u007f\"\\é😀");
    var post = Post.of(body);
    assertThat(post.json()).startsWith("{\"list\":[\"a\",1,true,[],{\"b\":2}],\"empty\":{},\"control\":\"\\u0001\\u001f");
    body.remove("absent");
    assertThat(Meetings.JSON.readTree(post.json())).isEqualTo(Meetings.JSON.readTree(Meetings.JSON.writeValueAsString(body)));
    assertThat(post.lenient()).isFalse();
    assertThat(post.asLenient()).isEqualTo(new Post(post.idempotencyKey(), post.json(), true));
    assertThat(post.toString()).contains(post.idempotencyKey()).doesNotContain("list");
    for (var wrong : List.of(1.5, new Object(), Map.of(1, 2), new int[0])) {
      assertThatIllegalArgumentException().isThrownBy(() -> Post.of(Map.of("a", wrong)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Post.of(Map.of("a", Arrays.asList("x", null))));
  }
}
