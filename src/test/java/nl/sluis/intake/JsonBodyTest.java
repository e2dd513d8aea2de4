package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluis.intake.Posts.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.sluis.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  @ParameterizedTest
  @ValueSource(strings = {
    "", " ", "null", "true", "7", "\"x\"", "[]", "[{}]", "{", "}", "{}}", "{} {}", "{},", "{}x", "{'a':1}", "{a:1}",
    "{\"a\":1,}", "{\"a\" 1}", "{\"a\":01}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":.5}", "{\"a\":\"\t\"}",
    "{\"a\":\"\\x\"}", "// x\n{}", "\uFEFF", "\uFEFF\uFEFF{}", " \uFEFF{}", "{}\uFEFF", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}",
    "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}"})
  void anythingButOneObjectIsMalformed(String body) {
    assertThat(refusal(body.getBytes(UTF_8)).problem()).isEqualTo(Problem.MALFORMED_JSON);
  }

  @Test
  void aFieldTwiceIsMalformedAtEveryLevel() {
    for (var name : List.of("meeting", "title", "passcode", "organizer", "invitees", "email", "phone", "expiresAt")) {
      var twice = Posts.EXAMPLE.replaceFirst("\"" + name + "\"", "\"" + name + "\": \"x\", \"" + name + "\"");
      assertThat(refusal(twice.getBytes(UTF_8)).problem()).as(name).isEqualTo(Problem.MALFORMED_JSON);
    }
  }

  @Test
  void deepNestingIsMalformedHoweverDeep() {
    for (var depth : List.of(17, 1_000, 500_000)) {
      assertThat(refusal(("{\"a\":" + "[".repeat(depth)).getBytes(UTF_8)).problem()).isEqualTo(Problem.MALFORMED_JSON);
      var closed = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      assertThat(refusal(closed.getBytes(UTF_8)).problem()).isEqualTo(Problem.MALFORMED_JSON);
    }
  }

  @Test
  void bodiesMadeOfBracketsOrDigitsAreMalformed() {
    var brackets = "{\"a\":[" + "[],".repeat(340_000) + "[]]}";
    var digits = "{\"a\":" + "9".repeat(1_000_000) + "}";

    assertThat(refusal(brackets.getBytes(UTF_8)).problem()).isEqualTo(Problem.MALFORMED_JSON);
    assertThat(refusal(digits.getBytes(UTF_8)).problem()).isEqualTo(Problem.MALFORMED_JSON);
  }

  @Test
  void oneByteOrderMarkBeforeItIsNoPartOfIt() {
    assertThat(Posts.read(("\uFEFF" + Posts.EXAMPLE).getBytes(UTF_8)).meeting().toJson())
        .isEqualTo(Posts.read(Posts.EXAMPLE.getBytes(UTF_8)).meeting().toJson());
  }

  @Test
  void onlyUtf8IsRead() {
    assertThat(refusal(Posts.EXAMPLE.getBytes(UTF_16BE)).problem()).isEqualTo(Problem.MALFORMED_JSON);
    // A truncated character, an overlong slash, a raw surrogate, one beyond U+10FFFF.
    for (var wrong : new int[][] {{0xC3}, {0xC0, 0xAF}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xFF}}) {
      var body = Posts.EXAMPLE.getBytes(UTF_8);
      var at = Posts.EXAMPLE.indexOf("Selectiegesprek");
      for (var i = 0; i < wrong.length; i++) {
        body[at + i] = (byte) wrong[i];
      }
      assertThat(refusal(body).problem()).isEqualTo(Problem.MALFORMED_JSON);
    }
  }
}
