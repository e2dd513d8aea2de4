package nl.sluis.intake;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.sluis.envelope.Base64Url;
import nl.sluis.meeting.MailAddress;
import nl.sluis.meeting.PhoneNumber;

/** The rules for single fields. All give back exactly what was posted, but the moment, which comes with its instant. */
final class FieldRules {
  private static final int MAX_URL = 2_000;
  private static final int MAX_PORT = 65_535;
  // RFC 3339 §5.6, in capitals, as every browser reads it; without seconds too, as Java writes a full minute.
  private static final Pattern MOMENT = Pattern.compile(
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");
  // The JDK adds a few of its own to IANA's.
  private static final Set<String> TIME_ZONES = ZoneId.getAvailableZoneIds().stream()
      .filter(id -> !id.startsWith("SystemV/")).collect(Collectors.toUnmodifiableSet());

  private FieldRules() {}

  /** One line that says something. */
  static FieldRule<String> line(int max) {
    return posted -> {
      if (posted.isBlank()) {
        throw new WrongFieldException("must not be blank");
      }
      return optionalLine(max).read(posted);
    };
  }

  /** One line, perhaps of nothing. */
  static FieldRule<String> optionalLine(int max) {
    return posted -> characters(posted, max, FieldRules::breaksLine, "must be one line without control characters");
  }

  /** Several lines. */
  static FieldRule<String> text(int max) {
    return posted -> characters(posted, max, c -> Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0,
        "must not contain control characters but line breaks and tabs");
  }

  static String url(String posted) throws WrongFieldException {
    optionalLine(MAX_URL).read(posted);
    var wrong = new WrongFieldException("must be an absolute https or http URL with a host, without user information");
    try {
      var uri = new URI(posted);
      var scheme = uri.getScheme();
      // A null host is what the JDK answers for an authority that is not [user@]host[:port].
      if (!("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) || uri.getHost() == null
          || uri.getRawUserInfo() != null || uri.getPort() > MAX_PORT) {
        throw wrong;
      }
      return posted;
    } catch (URISyntaxException e) {
      throw wrong;
    }
  }

  static String timeZone(String posted) throws WrongFieldException {
    if (!TIME_ZONES.contains(posted)) {
      throw new WrongFieldException("must be the name of an IANA time zone, as Europe/Amsterdam");
    }
    return posted;
  }

  static Moment moment(String posted) throws WrongFieldException {
    var wrong = new WrongFieldException("must be a date and time with an offset, as 2027-01-12T10:00:00+01:00");
    if (!MOMENT.matcher(posted).matches()) {
      throw wrong;
    }
    try {
      return new Moment(posted, OffsetDateTime.parse(posted).toInstant());
    } catch (DateTimeException e) {
      throw wrong;
    }
  }

  /** Exactly so many bytes, as base64url without padding. */
  static FieldRule<byte[]> bytes(int length) {
    return posted -> {
      var bytes = base64Url(posted);
      if (bytes.length != length) {
        throw new WrongFieldException("must be " + length + " bytes");
      }
      return bytes;
    };
  }

  /** As many as there are, as base64url without padding. */
  static byte[] base64Url(String posted) throws WrongFieldException {
    try {
      return Base64Url.decode(posted);
    } catch (IllegalArgumentException e) {
      throw new WrongFieldException("must be base64url without padding (RFC 4648 §5), unused bits zero");
    }
  }

  static String mail(String posted) throws WrongFieldException {
    return mail(posted, MailAddress.isAddress(posted));
  }

  static String organizersMail(String posted) throws WrongFieldException {
    return mail(posted, MailAddress.isOrganizers(posted));
  }

  private static String mail(String posted, boolean right) throws WrongFieldException {
    if (!right) {
      throw new WrongFieldException("must be one mail address, in ASCII, without a display name");
    }
    return posted;
  }

  static String phone(String posted) throws WrongFieldException {
    return PhoneNumber.parse(posted).map(PhoneNumber::e164)
        .orElseThrow(() -> new WrongFieldException("must be a mobile number in E.164 form, as +31612345678"));
  }

  private static String characters(String posted, int max, IntPredicate refused, String detail)
      throws WrongFieldException {
    if (posted.codePointCount(0, posted.length()) > max) {
      throw new WrongFieldException("must have at most " + max + " characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(posted)) {
      throw new WrongFieldException("must not contain half of a surrogate pair");
    }
    if (posted.codePoints().anyMatch(refused)) {
      throw new WrongFieldException(detail);
    }
    return posted;
  }

  private static boolean breaksLine(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }
}
