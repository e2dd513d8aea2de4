package nl.sluis.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountriesTest {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  @Test
  void withoutAnyNamedAllAreAllowed() {
    for (var number : List.of("+31612345678", "+14165550123", "+881612345678")) {
      assertThat(Countries.all().allow(number)).as(number).isTrue();
    }
  }

  @Test
  void ofEveryCountryItsNumbersAreAllowedWhereItIsNamedAndNowhereElse() {
    var seen = 0;
    for (var region : NUMBERS.getSupportedRegions()) {
      var example = NUMBERS.getExampleNumberForType(region, PhoneNumberType.MOBILE);
      if (example == null || !region.equals(NUMBERS.getRegionCodeForNumber(example))) {
        continue;
      }
      var e164 = NUMBERS.format(example, PhoneNumberFormat.E164);
      assertThat(Countries.isKnown(region)).isTrue();
      assertThat(Countries.of(List.of(region)).allow(e164)).as(region).isTrue();
      assertThat(Countries.of(List.of(region.equals("NL") ? "BE" : "NL")).allow(e164)).as("without " + region).isFalse();
      seen++;
    }
    assertThat(seen).isGreaterThan(200);
  }

  @Test
  void aCallingCodeThatCountriesShareIsNotEnough() {
    var onlyCanada = Countries.of(List.of("CA"));
    assertThat(onlyCanada.allow("+14162345678")).isTrue();
    assertThat(onlyCanada.allow("+12125550123")).as("New York").isFalse();
    assertThat(onlyCanada.allow("+18762345678")).as("Jamaica").isFalse();
    assertThat(Countries.of(List.of("GB")).allow("+447781123456")).as("Guernsey").isFalse();
  }

  @Test
  void satellitesAndOtherNetworksOfNoCountryAreAllowedOnlyWhereAllAre() {
    var many = Countries.of(NUMBERS.getSupportedRegions());
    for (var number : List.of("+881612345678", "+882163451234567", "+870773111632", "+979123456789")) {
      assertThat(many.allow(number)).as(number).isFalse();
    }
  }

  /** What an ordinary message costs a hundred times of, or goes to no phone, is no mobile number in the first place. */
  @Test
  void premiumSharedCostAndInternetNumbersAreTakenOfNoCountry() {
    var seen = 0;
    for (var type : List.of(PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.VOIP, PhoneNumberType.UAN,
        PhoneNumberType.PAGER, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.TOLL_FREE, PhoneNumberType.VOICEMAIL)) {
      for (var region : NUMBERS.getSupportedRegions()) {
        var example = NUMBERS.getExampleNumberForType(region, type);
        if (example != null && NUMBERS.getNumberType(example) == type) {
          assertThat(PhoneNumber.parse(NUMBERS.format(example, PhoneNumberFormat.E164))).as(type + " of " + region).isEmpty();
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(300);
    assertThat(PhoneNumber.parse("+979123456789")).as("international premium").isEmpty();
  }

  @Test
  void whatIsNoCountryIsNotKnown() {
    for (var code : List.of("", "nl", "XX", "NLD", "001", "ZZ", " NL")) {
      assertThat(Countries.isKnown(code)).as(code).isFalse();
    }
  }
}
