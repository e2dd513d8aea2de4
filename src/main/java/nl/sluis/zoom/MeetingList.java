package nl.sluis.zoom;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.sluis.conference.ConferenceUnavailableException;
import nl.sluis.conference.FoundConference;

/**
 * Looks through the meetings of a host, those of the past month too. Of each it looks at agenda and number alone.
 *
 * @see <a href="https://developers.zoom.us/docs/api/meetings/#tag/meetings/GET/users/{userId}/meetings">Zoom, list meetings: type scheduled</a>
 */
final class MeetingList {
  /** The most that Zoom gives at once. */
  private static final int PAGE = 300;
  private static final int MOST_PAGES = 100;
  private final ZoomApi api;

  MeetingList(ZoomApi api) {
    this.api = api;
  }

  /** @throws ConferenceUnavailableException nobody can tell now */
  List<FoundConference> find(String host, Set<String> markers, Deadline deadline) {
    var found = new ArrayList<FoundConference>();
    var path = "/users/" + ZoomMeetings.encoded(host) + "/meetings?type=scheduled&page_size=" + PAGE;
    var tokens = new HashSet<String>();
    var token = "";
    do {
      try (var answer = api.ask("GET", path + (token.isEmpty() ? "" : "&next_page_token=" + ZoomMeetings.encoded(token)), deadline)) {
        if (!answer.isDone()) {
          throw unclear("status " + answer.status() + ", code " + answer.code());
        }
        var page = answer.json(Set.of("meetings", "next_page_token"));
        if (!page.path("meetings").isArray()) {
          throw unclear("no list came");
        }
        for (var meeting : page.path("meetings")) {
          var marker = meeting.path("agenda").asText();
          var id = ReadBack.id(meeting);
          if (markers.contains(marker) && id != null) {
            found.add(new FoundConference(marker, id));
          }
        }
        token = page.path("next_page_token").asText();
      }
      if (!token.isEmpty() && (!tokens.add(token) || tokens.size() > MOST_PAGES)) {
        throw unclear("the list does not end");
      }
    } while (!token.isEmpty());
    return found;
  }

  private static ConferenceUnavailableException unclear(String why) {
    return new ConferenceUnavailableException("Zoom does not list a host's meetings (" + why + "): see conference.zoom.hosts.", null, true);
  }
}
