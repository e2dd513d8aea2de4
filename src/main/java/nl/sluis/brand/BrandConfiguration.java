package nl.sluis.brand;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Section {@code brand}. Blank values count as absent, for {@code config.yml} fills them from environment variables.
 *
 * @param logo  path of an image of at most 64 KiB; absent: none
 * @param color of buttons, as {@code #0B6570}
 * @param ink   of the words on them
 */
public record BrandConfiguration(String logo, String color, String ink) {
  public BrandConfiguration {
    logo = isBlank(logo) ? null : logo.strip();
    color = isBlank(color) ? "#0b6570" : color.strip();
    ink = isBlank(ink) ? "#ffffff" : ink.strip();
  }

  /** @return what is wrong, a sentence each; empty when all is well */
  public List<String> faults() {
    var faults = new ArrayList<String>();
    try {
      readLogo();
    } catch (IllegalArgumentException e) {
      faults.add(e.getMessage());
    }
    if (!Colour.isColour(color) || !Colour.isColour(ink)) {
      faults.add("brand.color and brand.ink must be written as #RRGGBB, in quotes in config.yml");
      return faults;
    }
    var words = Colour.of(ink).contrast(Colour.of(color));
    if (words < Brand.WORDS) {
      faults.add("brand.ink on brand.color has a contrast of " + ratio(words) + " and needs 4.5:1 to be read (WCAG 2.2, 1.4.3); take "
          + ink + " or " + color + " lighter or darker");
    }
    var shapes = Math.min(Colour.of(color).contrast(Brand.LIGHT_CARD), Colour.of(color).contrast(Brand.LIGHT_GROUND));
    if (shapes < Brand.SHAPES) {
      faults.add("brand.color on the light page has a contrast of " + ratio(shapes) + " and needs 3:1 to be seen (WCAG 2.2, 1.4.11);"
          + " take " + color + " darker. The dark page gets a lighter one by itself");
    }
    return faults;
  }

  /** Only after {@link #faults} found none. */
  public Brand brand() {
    return Brand.of(Colour.of(color), Colour.of(ink), readLogo());
  }

  private Optional<Logo> readLogo() {
    return Optional.ofNullable(logo).map(Path::of).map(Logo::read);
  }

  /** Cut, not rounded: 4.499 is not enough and must not be shown as 4.5. */
  private static String ratio(double contrast) {
    return String.format(Locale.ROOT, "%.2f:1", Math.floor(contrast * 100) / 100);
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}
