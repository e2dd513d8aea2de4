package nl.sluis.zoom;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the app must be allowed, in Zoom's granular scopes, or in the classic ones that older apps have.
 *
 * @see <a href="https://developers.zoom.us/docs/api/meetings/">Zoom, "Granular Scopes" of each operation</a>
 */
enum Scope {
  MAKE("meeting:write:meeting:admin", "meeting:write:admin"),
  READ("meeting:read:meeting:admin", "meeting:read:admin"),
  LIST("meeting:read:list_meetings:admin", "meeting:read:admin"),
  DELETE("meeting:delete:meeting:admin", "meeting:write:admin"),
  ACCOUNT_SETTINGS("account:read:settings:admin", "account:read:admin"),
  USER_SETTINGS("user:read:settings:admin", "user:read:admin");

  private static final Set<Scope> OF_MEETINGS = Set.of(MAKE, READ, LIST, DELETE);
  private final String granular;
  private final String classic;

  Scope(String granular, String classic) {
    this.granular = granular;
    this.classic = classic;
  }

  /** @param granted as the token's answer lists them. @return those without which no meeting is made; empty if none is missing */
  static List<String> missingForMeetings(Set<String> granted) {
    return missing(OF_MEETINGS.stream().sorted(), granted);
  }

  static List<String> missing(Set<String> granted) {
    return missing(Arrays.stream(values()), granted);
  }

  private static List<String> missing(Stream<Scope> needed, Set<String> granted) {
    return needed.filter(scope -> !granted.contains(scope.granular) && !granted.contains(scope.classic)).map(scope -> scope.granular)
        .toList();
  }
}
