package nl.sluis.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @ParameterizedTest
  @CsvSource({
    "Dutch,          +31612345678",
    "Belgian,        +32470123456",
    "German,         +4915123456789",
    "British,        +447400123456",
    "American,       +12015550123",
    "French,         +33612345678",
    "Italian,        +393123456789",
    "Polish,         +48512345678",
    "Surinamese,     +5977412345",
  })
  void mobileNumbersPass(String country, String number) {
    assertThat(PhoneNumber.parse(number)).map(PhoneNumber::e164).contains(number);
  }

  @ParameterizedTest
  @CsvSource({
    "a Dutch landline,                +31201234567",
    "a Dutch premium number,          +319001234567",
    "a Dutch free number,             +318001234",
    "a Dutch number without a place,  +31850123456",
    "a British landline,              +441212345678",
    "a British personal number,       +447012345678",
    "a digit too few,                 +3161234567",
    "a digit too many,                +316123456789",
    "a national prefix kept,          +310612345678",
    "no such country,                 +999612345678",
    "national form,                   0612345678",
    "no plus,                         31612345678",
    "the other international prefix,  0031612345678",
    "spaces,                          +31 6 12345678",
    "hyphens,                         +31-6-12345678",
    "letters,                         +1800FLOWERS",
    "an extension,                    +12015550123;ext=4",
    "a wide plus,                     ＋31612345678",
    "Arabic digits,                   +٣١٦١٢٣٤٥٦٧٨",
    "two numbers,                     '+31612345678,+31612345679'",
    "a line break at the end,         '+31612345678\n'",
    "a plus alone,                    +",
    "nothing,                         ''",
  })
  void everythingElseIsRefused(String what, String number) {
    assertThat(PhoneNumber.parse(number)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0612345678", "+31201234567"})
  void aRefusedNumberCannotBeMadeAndIsNotQuoted(String number) {
    assertThatThrownBy(() -> new PhoneNumber(number))
        .isInstanceOf(IllegalArgumentException.class).hasNoCause().hasMessageNotContaining(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+31201234567", "+441212345678"})
  void aNumberOfAPlaceIsALandline(String number) {
    assertThat(PhoneNumber.isLandline(number)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+31612345678", "+12015550123", "+319001234567", "+31850123456", "0201234567", "+31 20 123 4567", "+310201234567",
    "+3120123456", "+999612345678", "+", ""})
  void whatIsMobileOrOfNoPlaceOrMalformedIsNoLandline(String number) {
    assertThat(PhoneNumber.isLandline(number)).isFalse();
  }

  @Test
  void lastDigitsAreThoseOfTheNumber() {
    assertThat(new PhoneNumber("+31612345678").lastDigits(4)).isEqualTo("5678");
  }

  @Test
  void noNumberIsPrinted() {
    assertThat(new PhoneNumber("+31612345678").toString()).isEqualTo("PhoneNumber[redacted]");
  }

  /** The example of every region, by who keeps the numbering plans. */
  @Test
  void theExampleOfEveryRegionIsTakenWhereItIsMobileAndNoOther() {
    var numbers = PhoneNumberUtil.getInstance();
    var wrong = new ArrayList<String>();
    var taken = 0;
    for (var region : numbers.getSupportedRegions()) {
      for (var type : PhoneNumberType.values()) {
        var example = type == PhoneNumberType.UNKNOWN ? null : numbers.getExampleNumberForType(region, type);
        if (example != null) {
          var e164 = numbers.format(example, PhoneNumberFormat.E164);
          var kind = numbers.getNumberType(example);
          var mobile = kind == PhoneNumberType.MOBILE || kind == PhoneNumberType.FIXED_LINE_OR_MOBILE;
          taken += mobile ? 1 : 0;
          if (PhoneNumber.parse(e164).isPresent() != mobile || PhoneNumber.isLandline(e164) != (kind == PhoneNumberType.FIXED_LINE)) {
            wrong.add(region + " " + type + " " + e164);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(taken).isGreaterThan(240);
  }
}
