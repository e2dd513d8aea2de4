package nl.sluis.rules;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A date and a time with an offset. */
public final class Moments {
  // RFC 3339 §5.6, in capitals, as every browser reads it; without seconds too, as Java writes a full minute.
  private static final Pattern MOMENT = Pattern.compile(
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)");

  private Moments() {}

  /** @return what is wrong; null if nothing is */
  public static @Nullable String complaint(String value) {
    return instant(value) == null ? "must be a date and time with an offset, as 2027-01-12T10:00:00+01:00" : null;
  }

  /** @return null if {@link #complaint} complains */
  public static @Nullable Instant instant(String value) {
    try {
      return MOMENT.matcher(value).matches() ? OffsetDateTime.parse(value).toInstant() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** @return the offset as written; null for {@code Z} and {@code -00:00}, which say nothing of a local time (RFC 9557 §2) */
  static @Nullable String offset(String moment) {
    var offset = moment.substring(moment.length() - 6);
    return moment.endsWith("Z") || offset.equals("-00:00") ? null : offset;
  }
}
