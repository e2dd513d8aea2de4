package nl.sluis.mail;

/**
 * Somebody else's name among our words: one line, no control characters, none that turn the direction of writing, and
 * not too long.
 */
final class OneLine {
  private static final int MAX_CODE_POINTS = 100;

  private OneLine() {}

  /** @return never null; empty if nothing printable was in it */
  static String of(String name) {
    return of(name, MAX_CODE_POINTS);
  }

  static String of(String name, int maxCodePoints) {
    var line = new StringBuilder();
    String.valueOf(name == null ? "" : name).codePoints().forEach(point -> append(line, point));
    var stripped = line.toString().strip().replaceAll(" {2,}", " ");
    if (stripped.codePointCount(0, stripped.length()) <= maxCodePoints) {
      return stripped;
    }
    return stripped.substring(0, stripped.offsetByCodePoints(0, maxCodePoints)).strip() + "…";
  }

  private static void append(StringBuilder line, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR ->
          line.append(' ');
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> { }
      default -> line.appendCodePoint(point);
    }
  }
}
