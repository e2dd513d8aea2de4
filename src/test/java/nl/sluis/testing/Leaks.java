package nl.sluis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** Looks for what a text may not say. */
public final class Leaks {
  /** A code, a passcode or the last digits of a number: a metric, a time or an id holds so few by chance, once in some hundred runs. */
  private static final Pattern FEW_DIGITS = Pattern.compile("[0-9]{1,8}");

  private Leaks() {}

  /** Few digits have to stand alone: neither within a longer number, nor behind its decimal point, nor within letters. */
  public static void none(CharSequence text, String... secrets) {
    for (var secret : secrets) {
      if (FEW_DIGITS.matcher(secret).matches()) {
        assertThat(text).doesNotContainPattern("(?<![0-9A-Za-z]|[0-9]\\.)" + secret + "(?![0-9A-Za-z]|\\.[0-9])");
      } else {
        assertThat(text).doesNotContain(secret);
      }
    }
  }
}
