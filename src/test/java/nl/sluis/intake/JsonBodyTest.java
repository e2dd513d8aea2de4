package nl.sluis.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluis.intake.Posts.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.sluis.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{secret:1} |                          1 | 2",
    "{\"secret\" 1} |                      1 | 11",
    "{\"secret\":1¶] |                     2 | 1",
    "{\"secret\":1¶,¶ } |                 3 | 2",
    "{\"secret\":1 |                       1 | 12",
    "{\"secret\":\"secret |                 1 | 18",
    "{\"secret\":secret} |                 1 | 11",
    "{\"secret\":01} |                     1 | 12",
    "{\"secret\":\"x¶y\"} |                1 | 13",
    "{\"secret\":1,¶\"b\":2,¶  \"secret\":3} | 3 | 11",
    "{\"😀é\":secret} |                    1 | 7",
    "{} {} |                               1 | 4",
    "{}¶¶secret |                          3 | 1",
    "[secret |                             1 | 2",
    "\uFEFF{secret:1} |                    1 | 2",
  })
  void whereItBreaksIsSaidAndNothingOfIt(String body, int line, int column) {
    for (var lineBreak : List.of("\n", "\r\n", "\r")) {
      assertBreaks(body.replace("¶", lineBreak).getBytes(UTF_8), line, column);
    }
  }

  @Test
  void whereALargeBodyIsCutOffIsSaid() {
    var description = "é".repeat(40_000);
    assertBreaks(("{\n \"description\": \"" + description).getBytes(UTF_8), 2, 40_018);
    assertBreaks(("{\n \"description\": \"" + description + "\",\n}").getBytes(UTF_8), 3, 1);
  }

  @Test
  void aPlaceThatIsNotOfUtf8IsSaid() {
    assertBreaks("{\n \"name\": \"Zo\u00eb\"}".getBytes(ISO_8859_1), 2, 13);
    assertBreaks(new byte[] {'{', (byte) 0xC3}, 1, 2);
  }

  @Test
  void whatIsNoObjectBreaksNowhere() {
    for (var body : List.of("", " ", "null", "7", "[]", "\"secret\"", "{\"a\":" + "[".repeat(17))) {
      assertThat(refusal(body.getBytes(UTF_8)).members()).doesNotContainKeys("line", "column");
    }
  }

  private static void assertBreaks(byte[] body, int line, int column) {
    var refusal = refusal(body);
    assertThat(refusal.problem()).isEqualTo(Problem.MALFORMED_JSON);
    assertThat(refusal.members()).containsEntry("line", line).containsEntry("column", column);
    assertThat(refusal.members().get("detail").toString()).endsWith(": line " + line + ", column " + column).doesNotContain("secret");
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
