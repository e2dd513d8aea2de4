package nl.sluis.rules;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a passcode is one that nobody tries first. */
public final class Passcode {
  private static final int LEAST = 6;
  private static final int DIGITS = 10;
  private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s]");

  private Passcode() {}

  /** @return whether it has at least six characters, not all alike, and is no run as 123456, 890123, 654321 or abcdef; blanks do not count */
  public static boolean isGood(String passcode) {
    var points = BLANKS.matcher(passcode).replaceAll("").toLowerCase(Locale.ROOT).codePoints().toArray();
    return points.length >= LEAST && !goesBy(0, points) && !goesBy(1, points) && !goesBy(-1, points);
  }

  private static boolean goesBy(int step, int[] points) {
    for (var at = 1; at < points.length; at++) {
      var next = points[at - 1] + step;
      if (isDigit(points[at - 1])) {
        next = '0' + Math.floorMod(next - '0', DIGITS);
      }
      if (points[at] != next) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(int point) {
    return '0' <= point && point <= '9';
  }
}
