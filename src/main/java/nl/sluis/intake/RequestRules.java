package nl.sluis.intake;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import nl.sluis.meeting.Countries;
import nl.sluis.rules.MeetingRules;
import nl.sluis.testgateway.TestPhone;

/**
 * What the readers of a request need to know beside the request.
 *
 * @param locales       the languages we write in, as {@code nl}
 * @param defaultLocale one of them, for invitees of any other
 * @param random        draws uids
 * @param countries     that text messages go to
 * @param test          whether this is a test gateway, which knows three numbers more
 * @param meetings      how video meetings have to be set up
 * @param conferences   which meetings may be made
 */
public record RequestRules(Set<String> locales, String defaultLocale, SecureRandom random, Countries countries,
    boolean test, MeetingRules meetings, ConferenceRules conferences) {
  public RequestRules {
    locales = Set.copyOf(locales);
    if (!locales.contains(defaultLocale)) {
      throw new IllegalArgumentException("The default locale must be one of " + locales);
    }
  }

  public RequestRules(Set<String> locales, String defaultLocale, SecureRandom random) {
    this(locales, defaultLocale, random, Countries.all(), false, MeetingRules.warning(), ConferenceRules.none());
  }

  /** The same for what was taken before: nobody looks again how its meeting is set up. */
  RequestRules forRepeated() {
    return new RequestRules(locales, defaultLocale, random, countries, test, MeetingRules.off(), conferences.forRepeated());
  }

  /** A mobile number, of a country that text messages go to. */
  String phone(String posted) throws WrongFieldException {
    var phone = test && TestPhone.isOneOfThree(posted) ? posted : FieldRules.phone(posted);
    if (!countries.allow(phone)) {
      throw new WrongFieldException("is of a country that this gateway sends no text messages to");
    }
    return phone;
  }

  /**
   * @param tag BCP 47, or null
   * @return its language if that is one of ours, as {@code nl} for {@code nl-BE}; else the default
   */
  String resolveLocale(String tag) {
    if (tag == null) {
      return defaultLocale;
    }
    var language = tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    return locales.contains(language) ? language : defaultLocale;
  }

  /** @return a random UUID, as RFC 7986 §5.3 recommends for a UID, drawn by our own source */
  String drawUid() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    var halves = ByteBuffer.wrap(bytes);
    var high = halves.getLong() & ~0xF000L | 0x4000L;
    var low = halves.getLong() & ~(3L << 62) | 2L << 62;
    return new UUID(high, low).toString();
  }
}
