package nl.sluis.brand;

import java.util.Optional;

/**
 * The logo and the colours of the organization. The two colours are given for a light page; those for a dark one are made of them, for few house
 * styles have any.
 *
 * @param light on a light page
 * @param dark  on a dark page
 */
public record Brand(Pair light, Pair dark, Optional<Logo> logo) {
  /** What page and mail lie on; {@code style.css} has the same. */
  public static final Colour LIGHT_GROUND = Colour.of("#f1f5f5");
  public static final Colour LIGHT_CARD = Colour.WHITE;
  public static final Colour DARK_GROUND = Colour.of("#0c171a");
  public static final Colour DARK_CARD = Colour.of("#142327");

  /** WCAG 2.2, 1.4.3: for words. */
  static final double WORDS = 4.5;
  /** WCAG 2.2, 1.4.11: for the shape of what can be pressed. */
  static final double SHAPES = 3;

  /** A ground, and the ink that is read on it. */
  public record Pair(Colour colour, Colour ink) {}

  static Brand of(Colour colour, Colour ink, Optional<Logo> logo) {
    return new Brand(new Pair(colour, ink), dark(colour, ink), logo);
  }

  /** Lighter, until it could be read on the dark card; the ink gives way to a dark one where it no longer suits. */
  private static Pair dark(Colour colour, Colour ink) {
    var lighter = colour;
    for (var step = 1; lighter.contrast(DARK_CARD) < WORDS; step++) {
      lighter = colour.mixed(Colour.WHITE, step / 20.0);
    }
    return new Pair(lighter, ink.contrast(lighter) >= WORDS ? ink : DARK_GROUND);
  }
}
