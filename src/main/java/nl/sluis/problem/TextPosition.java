package nl.sluis.problem;

/**
 * Where in a text, as an editor shows it.
 *
 * @param line   from 1; lines end by LF, CR LF or CR
 * @param column from 1, in Unicode code points
 */
record TextPosition(int line, int column) {
  /** @return the place behind a text, where the next character would stand */
  static TextPosition behind(String text) {
    var line = 1;
    var start = 0;
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r' && !text.startsWith("\n", i + 1)) {
        line++;
        start = i + 1;
      }
    }
    return new TextPosition(line, text.codePointCount(start, text.length()) + 1);
  }
}
