package nl.sluis.rules;

import java.util.regex.Pattern;

/**
 * Characters that nobody sees. A text of nothing else is blank, and none belongs in an address. In a text that is shown they stay, because
 * Persian names and emoji are written with joiners; only those go that turn what stands beside them.
 */
public final class Invisible {
  /**
   * Unicode's White_Space and Default_Ignorable_Code_Point, control characters, annotation marks and the empty braille cell. Listed, because
   * the JDK does not know the second, and engines of different age must agree.
   */
  static final String CLASS = "\\x{0}-\\x{20}\\x{7f}-\\x{a0}\\x{ad}\\x{34f}\\x{61c}\\x{115f}\\x{1160}\\x{1680}\\x{17b4}\\x{17b5}"
      + "\\x{180b}-\\x{180f}\\x{2000}-\\x{200f}\\x{2028}-\\x{202f}\\x{205f}-\\x{206f}\\x{2800}\\x{3000}\\x{3164}\\x{fe00}-\\x{fe0f}"
      + "\\x{feff}\\x{ffa0}\\x{fff0}-\\x{fffb}\\x{1bca0}-\\x{1bca3}\\x{1d173}-\\x{1d17a}\\x{e0000}-\\x{e0fff}";
  private static final Pattern NOTHING_ELSE = Pattern.compile("[" + CLASS + "]*");
  private static final Pattern ONE = Pattern.compile("[" + CLASS + "]");
  private static final Pattern TURNING = Pattern.compile("[\\x{202a}-\\x{202e}\\x{2066}-\\x{206f}\\x{fff9}-\\x{fffb}]");

  private Invisible() {}

  /** @return whether there is nothing to see in it */
  public static boolean isBlank(String text) {
    return NOTHING_ELSE.matcher(text).matches();
  }

  static boolean isIn(String text) {
    return ONE.matcher(text).find();
  }

  static String without(String text) {
    return ONE.matcher(text).replaceAll("");
  }

  /**
   * Takes out the embeddings, overrides and isolates of bidirectional text, and the deprecated characters beside them: a stranger's name must not
   * turn our words. The marks that a right-to-left name needs within itself stay.
   */
  public static String withoutTurning(String text) {
    return TURNING.matcher(text).replaceAll("");
  }
}
