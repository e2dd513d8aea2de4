package nl.sluis.meeting;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Collection;
import java.util.Set;

/**
 * The countries that get text messages. Whoever has a stolen client key chooses the numbers, and some countries' messages cost a hundred times
 * as much as others.
 *
 * @param codes ISO 3166-1, as {@code NL}; empty for all
 */
public record Countries(Set<String> codes) {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  public Countries {
    codes = Set.copyOf(codes);
  }

  public static Countries all() {
    return new Countries(Set.of());
  }

  public static Countries of(Collection<String> codes) {
    return new Countries(Set.copyOf(codes));
  }

  /** True of a country that has phone numbers. */
  public static boolean isKnown(String code) {
    return NUMBERS.getSupportedRegions().contains(code);
  }

  /**
   * @param e164 a valid number. Some countries share a calling code, as the United States and Canada: the whole number tells. One of no country,
   *     as of a satellite, is allowed only where all are.
   */
  public boolean allow(String e164) {
    try {
      return codes.isEmpty() || codes.contains(String.valueOf(NUMBERS.getRegionCodeForNumber(NUMBERS.parse(e164, null))));
    } catch (NumberParseException e) {
      return false;
    }
  }
}
