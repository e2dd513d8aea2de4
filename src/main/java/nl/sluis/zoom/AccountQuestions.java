package nl.sluis.zoom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluis.conference.AccountLook;
import nl.sluis.conference.ConferenceUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Asks account, hosts and groups what is set and locked. The account's locks can be read by few apps: Zoom's description names a scope of master
 * accounts alone. Then the locks of all groups of a host count in their place, and without these nobody can prove that a setting stays.
 *
 * @see <a href="https://developers.zoom.us/docs/api/accounts/">Zoom, account settings and locked settings</a>
 */
final class AccountQuestions {
  private static final Set<String> SECTIONS = Set.of("in_meeting", "recording", "meeting_security");
  private static final int MOST_GROUPS = 20;
  private final ZoomApi api;
  private final ZoomConfiguration configuration;
  private final Deadline deadline;
  private final Map<String, ObjectNode> groupLocks = new HashMap<>();

  AccountQuestions(ZoomApi api, ZoomConfiguration configuration, Deadline deadline) {
    this.api = api;
    this.configuration = configuration;
    this.deadline = deadline;
  }

  /** @throws ConferenceUnavailableException nobody can tell now, or a scope is missing */
  AccountLook look(Instant at) {
    var granted = api.scopes(deadline);
    var missing = granted.isEmpty() ? List.<String>of() : Scope.missing(granted);
    if (!missing.isEmpty()) {
      throw new ConferenceUnavailableException(ZoomErrors.missing(missing), null, false);
    }
    var findings = new Findings(KeptSetting.all(configuration.regions()));
    var locks = ifAllowed("/accounts/me/lock_settings");
    findings.account(settings("/accounts/me/settings", "the account"), locks);
    for (var i = 0; i < configuration.hosts().size(); i++) {
      var user = "/users/" + ZoomMeetings.encoded(configuration.hosts().get(i));
      var who = "host " + (i + 1) + " of conference.zoom.hosts";
      findings.host(who, settings(user + "/settings", who), locks == null ? locksOfGroups(user) : List.of());
    }
    return findings.look(at);
  }

  /** Section {@code meeting_security} comes alone, when it is asked for. */
  private ObjectNode settings(String path, String who) {
    try (var plain = api.ask("GET", path, deadline); var security = api.ask("GET", path + "?option=meeting_security", deadline)) {
      if (!plain.isDone() || !security.isDone()) {
        throw new ConferenceUnavailableException("Zoom does not show the settings of " + who + " (status " + plain.status() + " and "
            + security.status() + ", code " + plain.code() + " and " + security.code() + ").", null, false);
      }
      return together(plain, security);
    }
  }

  private @Nullable ObjectNode ifAllowed(String path) {
    try (var plain = api.askAnyway("GET", path, deadline);
        var security = api.askAnyway("GET", path + "?option=meeting_security", deadline)) {
      return plain.isDone() && security.isDone() ? together(plain, security) : null;
    }
  }

  private static ObjectNode together(ZoomAnswer plain, ZoomAnswer security) {
    var both = plain.json(SECTIONS);
    both.setAll(security.json(Set.of("meeting_security")));
    return both;
  }

  /** @return of each group of his; empty if he is in none, or they cannot be read */
  private List<JsonNode> locksOfGroups(String user) {
    try (var answer = api.askAnyway("GET", user, deadline)) {
      var groups = answer.isDone() ? answer.json(Set.of("group_ids")).path("group_ids") : answer.json(Set.of());
      var locks = new ArrayList<JsonNode>();
      for (var group : groups) {
        var name = group.asText();
        var known = groupLocks.get(name);
        if (known == null && name.matches("[A-Za-z0-9_-]{1,64}") && locks.size() < MOST_GROUPS) {
          known = ifAllowed("/groups/" + name + "/lock_settings");
        }
        if (known == null) {
          return List.of();
        }
        groupLocks.put(name, known);
        locks.add(known);
      }
      return locks;
    }
  }
}
