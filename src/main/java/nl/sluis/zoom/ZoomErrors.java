package nl.sluis.zoom;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nl.sluis.conference.ConferenceRefusedException;
import nl.sluis.rules.ConferenceRule;
import org.jspecify.annotations.Nullable;

/**
 * Zoom's codes, reduced to what somebody has to do. Zoom's own texts go nowhere, because they quote what was asked.
 *
 * @see <a href="https://developers.zoom.us/docs/api/meetings/#tag/meetings/POST/users/{userId}/meetings">Zoom, error codes of each operation</a>
 */
final class ZoomErrors {
  static final int TOKEN = 124;
  static final int NO_MEETING = 3001;
  static final int NO_USER = 1001;
  private static final int PAID_ONLY = 200;
  private static final int INVALID = 300;
  private static final Set<Integer> SCOPES = Set.of(4700, 4711);
  private static final Pattern SCOPE = Pattern.compile("[a-z_]{1,30}:[a-z_]{1,30}(:[a-z_]{1,30}){0,2}");
  private static final Pattern FIELD = Pattern.compile("[a-z_.]{1,60}");

  private ZoomErrors() {}

  /** @return which scopes the app lacks, in words; null if that is not why it was refused */
  static @Nullable String missingScopes(ZoomAnswer answer) {
    if (answer.code() == null || !SCOPES.contains(answer.code())) {
      return null;
    }
    var message = answer.json(Set.of("message")).path("message").asText();
    var named = new TreeSet<String>();
    SCOPE.matcher(message.substring(0, Math.min(2_000, message.length()))).results().forEach(found -> named.add(found.group()));
    return missing(named);
  }

  static String missing(Iterable<String> scopes) {
    var names = String.join(", ", scopes);
    return "The app at Zoom may not do this: add to its scopes " + (names.isEmpty() ? "those that docs/zoom.md names" : names)
        + ", and activate it again.";
  }

  /** @return whether the account's plan does not have what was asked for */
  static boolean isOfThePlan(ZoomAnswer answer) {
    return answer.code() != null && answer.code() == PAID_ONLY;
  }

  /** @param answer that refuses to make a meeting, with a code */
  static ConferenceRefusedException refusal(ZoomAnswer answer) {
    var code = answer.code();
    if (code != null && code == INVALID) {
      return invalid(answer);
    }
    return new ConferenceRefusedException("zoom-" + code, switch (code == null ? 0 : code) {
      case NO_USER -> "Zoom does not know the host: see conference.zoom.hosts (code 1001).";
      case 3161 -> "Zoom does not let the host make meetings: see the user's licence and role (code 3161).";
      case 3000 -> "Zoom does not let the host make this meeting: see the user's settings (code 3000).";
      case PAID_ONLY -> "Zoom says that only a paid account may do this (code 200).";
      default -> String.format(Locale.ROOT, "Zoom refuses to make the meeting (status %d, code %d).", answer.status(), code);
    }, null);
  }

  /** Of all that Zoom says the names of fields alone. */
  private static ConferenceRefusedException invalid(ZoomAnswer answer) {
    var fields = new TreeSet<String>();
    for (var error : answer.json(Set.of("errors")).path("errors")) {
      var field = error.path("field").asText();
      if (FIELD.matcher(field).matches() && fields.size() < 10) {
        fields.add(field);
      }
    }
    if (fields.contains("password")) {
      return new ConferenceRefusedException(ConferenceRule.PASSCODE.word(),
          "Zoom refuses a passcode of six digits (code 300): see the account's "
              + "passcode requirements (schedule_meeting.meeting_password_requirement). Letters and special characters must not be required.",
          null);
    }
    return new ConferenceRefusedException("zoom-" + INVALID, "Zoom refuses the meeting (code 300), because of "
        + (fields.isEmpty() ? "a field that it does not name" : String.join(", ", fields)) + ".", null);
  }
}
