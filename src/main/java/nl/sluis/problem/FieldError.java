package nl.sluis.problem;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One wrong field.
 *
 * @param pointer where it stands (RFC 6901), as {@code /invitees/0/phone}
 * @param detail  what is wrong, without a word of what was sent but an international domain's ASCII form
 * @param rule    which rule for meetings it breaks, as {@code passcode-present}; null if the field is wrong by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(String pointer, String detail, String rule) {
  private static final int MAX_NAME = 64;

  public FieldError(String pointer, String detail) {
    this(pointer, detail, null);
  }

  /**
   * @param name of a field, anything that somebody may have posted
   * @return one level down (RFC 6901 §3); a name longer than 64 characters is cut short, with an ellipsis
   */
  public static String pointer(String parent, String name) {
    var codePoints = name.codePoints().limit(MAX_NAME)
        // Half a surrogate pair could not be written in the answer.
        .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c).toArray();
    var kept = new String(codePoints, 0, codePoints.length);
    var ellipsis = name.codePointCount(0, name.length()) > MAX_NAME ? "…" : "";
    return parent + "/" + kept.replace("~", "~0").replace("/", "~1") + ellipsis;
  }
}
