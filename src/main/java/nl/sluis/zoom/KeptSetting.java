package nl.sluis.zoom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import nl.sluis.rules.ConferenceRule;

/**
 * A setting of account and host on which a rule rests.
 *
 * @param path         section and name, as Zoom's answers have them
 * @param mustBe       in words
 * @param isRight      of the value
 * @param lock         section and name of its lock
 * @param mustBeLocked whether it is a finding that users can change it; else the rule is only not proved then
 * @see <a href="https://developers.zoom.us/docs/api/accounts/#tag/accounts/GET/accounts/{accountId}/settings">Zoom, account settings</a>
 */
record KeptSetting(ConferenceRule rule, String path, String mustBe, Predicate<JsonNode> isRight, String lock, boolean mustBeLocked) {
  /** @param regions through which meetings may go */
  static List<KeptSetting> all(List<String> regions) {
    return List.of(
        flag(ConferenceRule.WAITING_ROOM, "meeting_security.waiting_room", true, false),
        flag(ConferenceRule.NO_RECORDING, "recording.local_recording", false, true),
        flag(ConferenceRule.NO_RECORDING, "recording.cloud_recording", false, true),
        new KeptSetting(ConferenceRule.SCREEN_SHARE_HOST_ONLY, "in_meeting.who_can_share_screen", "host",
            value -> value.asText().equals("host"), "in_meeting.screen_sharing", true),
        flag(ConferenceRule.REGIONS, "in_meeting.custom_data_center_regions", true, false),
        new KeptSetting(ConferenceRule.REGIONS, "in_meeting.data_center_regions", "some of " + regions + " and no other",
            value -> areWithin(regions, value), "in_meeting.custom_data_center_regions", false),
        flag(ConferenceRule.BROWSER_JOIN, "in_meeting.show_a_join_from_your_browser_link", true, false),
        flag(ConferenceRule.BROWSER_JOIN, "meeting_security.only_authenticated_can_join_from_webclient", false, false));
  }

  private static KeptSetting flag(ConferenceRule rule, String path, boolean mustBe, boolean mustBeLocked) {
    return new KeptSetting(rule, path, String.valueOf(mustBe), value -> value.isBoolean() && value.booleanValue() == mustBe, path,
        mustBeLocked);
  }

  private static boolean areWithin(List<String> regions, JsonNode value) {
    if (!value.isArray() || value.isEmpty()) {
      return false;
    }
    for (var one : value) {
      if (!regions.contains(one.asText())) {
        return false;
      }
    }
    return true;
  }

  /** @return missing if it is not there */
  JsonNode in(JsonNode settings) {
    return at(settings, path);
  }

  /** @return whether users cannot change it */
  boolean isLockedIn(JsonNode locks) {
    return at(locks, lock).asBoolean();
  }

  private static JsonNode at(JsonNode tree, String path) {
    return tree.at("/" + path.replace('.', '/'));
  }
}
