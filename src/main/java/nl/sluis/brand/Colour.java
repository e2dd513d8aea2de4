package nl.sluis.brand;

import java.util.Locale;
import java.util.regex.Pattern;

/** An sRGB colour, as {@code #0B6570}, and how it stands out against another. */
public record Colour(int red, int green, int blue) {
  public static final Colour WHITE = new Colour(255, 255, 255);
  private static final Pattern SPELLING = Pattern.compile("#[0-9A-Fa-f]{6}");

  static boolean isColour(String spelling) {
    return spelling != null && SPELLING.matcher(spelling).matches();
  }

  /** @param spelling {@code #} and six hexadecimal digits */
  public static Colour of(String spelling) {
    if (!isColour(spelling)) {
      throw new IllegalArgumentException("not #RRGGBB");
    }
    var value = Integer.parseInt(spelling.substring(1), 16);
    return new Colour(value >> 16, value >> 8 & 255, value & 255);
  }

  /**
   * @return 1 (the same) to 21 (black and white)
   * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG 2.2, contrast ratio</a>
   */
  public double contrast(Colour other) {
    var mine = luminance() + 0.05;
    var others = other.luminance() + 0.05;
    return Math.max(mine, others) / Math.min(mine, others);
  }

  /** @param share 0 leaves this colour, 1 gives the other */
  Colour mixed(Colour other, double share) {
    return new Colour(mixed(red, other.red, share), mixed(green, other.green, share), mixed(blue, other.blue, share));
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    var value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static int mixed(int mine, int others, double share) {
    return (int) Math.round(mine + (others - mine) * share);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
