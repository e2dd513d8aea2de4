package nl.sluis.meeting;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A number that can receive text messages, as far as its numbering plan tells. Whether it does, and whose it is, nobody
 * knows before a code was sent.
 *
 * @param e164 as {@code +31612345678} (ITU-T E.164)
 */
public record PhoneNumber(String e164) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  // In some countries, as in the United States, a number does not tell whether it is a mobile one.
  private static final Set<PhoneNumberType> MOBILE = EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

  /**
   * @throws IllegalArgumentException if {@link #parse} would refuse it; the message does not quote it
   */
  public PhoneNumber {
    if (!MOBILE.contains(type(e164))) {
      throw new IllegalArgumentException("Not a mobile number in E.164 form");
    }
  }

  /** @return empty if this is not a valid mobile number, or written in any other form than E.164 */
  public static Optional<PhoneNumber> parse(String text) {
    try {
      return Optional.of(new PhoneNumber(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** @return the last digits, without anything between them */
  public String lastDigits(int count) {
    return e164.substring(e164.length() - count);
  }

  /** True of a number that is right and written in E.164 form, but takes no text messages, because it belongs to a place. */
  public static boolean isLandline(String text) {
    return type(text) == PhoneNumberType.FIXED_LINE;
  }

  private static PhoneNumberType type(String text) {
    // The parser forgives letters, spaces and extensions; a number has one spelling here, so the pattern goes first.
    if (!E164.matcher(text).matches()) {
      return PhoneNumberType.UNKNOWN;
    }
    try {
      var number = NUMBERS.parse(text, null);
      // It also drops a national prefix: +31 06 would become +31 6, and limits per number would count it twice.
      return NUMBERS.format(number, PhoneNumberFormat.E164).equals(text) ? NUMBERS.getNumberType(number) : PhoneNumberType.UNKNOWN;
    } catch (NumberParseException e) {
      return PhoneNumberType.UNKNOWN;
    }
  }

  @Override
  public String toString() {
    return "PhoneNumber[redacted]";
  }
}
