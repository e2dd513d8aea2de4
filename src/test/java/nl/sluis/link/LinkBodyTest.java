package nl.sluis.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import nl.sluis.problem.FieldError;
import nl.sluis.problem.Problem;
import nl.sluis.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkBodyTest {
  @ParameterizedTest
  @ValueSource(strings = {"5678", "\u0665\u0666\u0667\u0668", "\u06f5\u06f6\u06f7\u06f8", "\u096b\u096c\u096d\u096e",
    "\uff15\uff16\uff17\uff18",
    "\u09eb\u09ec\u09ed\u09ee", "\u0e55\u0e56\u0e57\u0e58", "\u1045\u1046\u1047\u1048", "5\u0666\uff178",
    "\ud835\udfd3\ud835\udfd4\ud835\udfd5\ud835\udfd6"})
  void digitsOfEveryScriptAreDigits(String posted) throws IOException {
    assertThat(digits(posted)).isEqualTo("5678");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "567", "56789", "567x", " 5678", "56 78", "\u2460\u2461\u2462\u2463", "\u00b2\u00b3\u00b9\u2074",
    "\u4e00\u4e8c\u4e09\u56db",
    "\u2160\u2161\u2162\u2163", "\u0665\u0666\u0667", "+567"})
  void nothingElseIs(String posted) {
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> digits(posted));
  }

  @Test
  void aNumberIsNoString() {
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read("{\"digits\":5678}").digits("digits", 4));
  }

  /** Half a pair would not be UTF-8 in the answer. */
  @Test
  void anUnknownNameIsNamedInWholeCharacters() {
    var key = "\ud83d\udd11";
    assertThat(pointerOf("x".repeat(63) + key + "/~")).isEqualTo("/" + "x".repeat(63) + key + "…");
    assertThat(pointerOf("a/b~c")).isEqualTo("/a~1b~0c");
    assertThat(pointerOf("\\ud83d")).isEqualTo("/\uFFFD");
  }

  private static String pointerOf(String name) {
    var refused = catchThrowableOfType(ProblemException.class, () -> read("{\"" + name + "\":1}"));
    assertThat(refused.problem()).isEqualTo(Problem.INVALID);
    return ((FieldError) ((List<?>) refused.members().get("errors")).get(0)).pointer();
  }

  private static String digits(String posted) throws IOException {
    return read("{\"digits\":\"" + posted + "\"}").digits("digits", 4);
  }

  private static LinkBody read(String json) throws IOException {
    return LinkBody.read(new ByteArrayInputStream(json.getBytes(UTF_8)), "digits");
  }
}
