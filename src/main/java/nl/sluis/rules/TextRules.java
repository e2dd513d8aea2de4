package nl.sluis.rules;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The rules for texts. */
public final class TextRules {
  private TextRules() {}

  /** One line that says something. */
  public static Rule line(int max) {
    return value -> Invisible.isBlank(value) ? "must not be blank" : optionalLine(max).complaint(value);
  }

  /** One line, perhaps of nothing. */
  public static Rule optionalLine(int max) {
    return value -> characters(value, max, TextRules::breaksLine, "must be one line without control characters");
  }

  /** Several lines. */
  public static Rule text(int max) {
    return value -> characters(value, max, c -> Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0,
        "must not contain control characters but line breaks and tabs");
  }

  private static @Nullable String characters(String value, int max, IntPredicate refused, String detail) {
    if (value.codePointCount(0, value.length()) > max) {
      return "must have at most " + max + " characters";
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      return "must not contain half of a surrogate pair";
    }
    return value.codePoints().anyMatch(refused) ? detail : null;
  }

  private static boolean breaksLine(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }
}
