package nl.sluis.mail;

import java.util.regex.Pattern;
import nl.sluis.rules.Invisible;

/**
 * Somebody else's name in our mail: one line, not too long, without control characters and without characters that change the direction of
 * writing. Joiners and tags stay, because without them a Persian name is misspelled and a flag is another one.
 */
final class OneLine {
  private static final int MAX_CODE_POINTS = 100;
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  private OneLine() {}

  /** @return never null; empty if nothing visible was in it */
  static String of(String name) {
    return of(name, MAX_CODE_POINTS);
  }

  static String of(String name, int maxCodePoints) {
    var line = new StringBuilder();
    Invisible.withoutTurning(name == null ? "" : name).codePoints().forEach(point -> append(line, point));
    var stripped = line.toString().strip().replaceAll(" {2,}", " ");
    if (Invisible.isBlank(stripped)) {
      return "";
    }
    return stripped.codePointCount(0, stripped.length()) <= maxCodePoints ? stripped : shortened(stripped, maxCodePoints).strip() + "…";
  }

  /** Between what readers see as characters: half of a joined one is another one. */
  private static String shortened(String line, int maxCodePoints) {
    var most = line.offsetByCodePoints(0, maxCodePoints);
    var end = 0;
    for (var next = CHARACTER.matcher(line); next.find() && next.end() <= most;) {
      end = next.end();
    }
    return line.substring(0, end == 0 ? most : end);
  }

  private static void append(StringBuilder line, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR ->
        line.append(' ');
      case Character.SURROGATE, Character.PRIVATE_USE -> {
      }
      default -> line.appendCodePoint(point);
    }
  }
}
