package nl.sluis.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of {@code nl.sluis.intake.FieldRules}, which a client that depends on the JDK alone cannot import. {@code ClientRulesTest}
 * holds the two against each other, and against the JavaScript client.
 */
final class FieldRules {
  private static final int MAX_URL = 2_000;
  private static final int MAX_PORT = 65_535;
  private static final Pattern MOMENT = Pattern.compile(
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Set<String> TIME_ZONES = ZoneId.getAvailableZoneIds().stream()
      .filter(id -> !id.startsWith("SystemV/")).collect(Collectors.toUnmodifiableSet());
  private static final int MAX_ADDRESS = 254;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

  private FieldRules() {}

  static FieldRule line(int max) {
    return value -> value.isBlank() ? "must not be blank" : optionalLine(max).complaint(value);
  }

  static FieldRule optionalLine(int max) {
    return value -> characters(value, max, FieldRules::breaksLine, "must be one line without control characters");
  }

  static FieldRule text(int max) {
    return value -> characters(value, max, c -> Character.isISOControl(c) && "\r\n\t".indexOf(c) < 0,
        "must not contain control characters but line breaks and tabs");
  }

  static String url(String value) {
    var complaint = optionalLine(MAX_URL).complaint(value);
    if (complaint != null) {
      return complaint;
    }
    try {
      var uri = new URI(value);
      var web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getPort() <= MAX_PORT) {
        return null;
      }
    } catch (URISyntaxException e) {
      // Not a word of it: its message quotes the value.
    }
    return "must be an absolute https or http URL with a host, without user information";
  }

  static String timeZone(String value) {
    return TIME_ZONES.contains(value) ? null : "must be the name of an IANA time zone, as Europe/Amsterdam";
  }

  static String moment(String value) {
    return instant(value) == null ? "must be a date and time with an offset, as 2027-01-12T10:00:00+01:00" : null;
  }

  /** The organizer's, the only one in a meeting: its local part may be longer than an invitee's. */
  static String mail(String value) {
    return isAddress(value) ? null : "must be one mail address, in ASCII, without a display name";
  }

  /** @return null if {@link #moment} complains */
  static Instant instant(String value) {
    try {
      return MOMENT.matcher(value).matches() ? OffsetDateTime.parse(value).toInstant() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isAddress(String value) {
    var at = value.lastIndexOf('@');
    return value.length() <= MAX_ADDRESS && at >= 1 && DOT_ATOM.matcher(value.substring(0, at)).matches()
        && DOMAIN.matcher(value.substring(at + 1)).matches();
  }

  private static String characters(String value, int max, IntPredicate refused, String detail) {
    if (value.codePointCount(0, value.length()) > max) {
      return "must have at most " + max + " characters";
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      return "must not contain half of a surrogate pair";
    }
    return value.codePoints().anyMatch(refused) ? detail : null;
  }

  private static boolean breaksLine(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }
}
