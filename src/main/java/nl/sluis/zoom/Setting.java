package nl.sluis.zoom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nl.sluis.rules.ConferenceRule;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a meeting, as it is asked for and has to come back. Zoom takes each that is absent from the host's own settings, so each that
 * matters is given.
 *
 * @param path     below {@code settings}, with a dot before what is inside
 * @param value    as it must be
 * @param rule     that it keeps; null if it keeps none, and must be so nevertheless
 * @param isNeeded whether its absence from an answer counts as another value; else nobody can prove the rule
 * @see <a href="https://developers.zoom.us/docs/api/meetings/#tag/meetings/POST/users/{userId}/meetings">Zoom, create a meeting</a>
 */
record Setting(String path, JsonNode value, @Nullable ConferenceRule rule, boolean isNeeded) {
  static final List<Setting> ALL = List.of(
      needed("use_pmi", false, ConferenceRule.MEETING_ID_DRAWN),
      needed("waiting_room", true, ConferenceRule.WAITING_ROOM),
      // Without these two the account may let its own users and listed domains past.
      needed("waiting_room_options.mode", "custom", ConferenceRule.WAITING_ROOM),
      needed("waiting_room_options.who_goes_to_waiting_room", "everyone", ConferenceRule.WAITING_ROOM),
      needed("join_before_host", false, ConferenceRule.JOIN_AFTER_HOST),
      needed("auto_recording", "none", ConferenceRule.NO_RECORDING),
      needed("meeting_authentication", false, ConferenceRule.BROWSER_JOIN),
      // Zoom's end-to-end encryption excludes the web client.
      asked("encryption_type", "enhanced_encryption", ConferenceRule.BROWSER_JOIN),
      asked("email_notification", false, ConferenceRule.NO_MAIL_BY_PROVIDER),
      asked("alternative_hosts", "", ConferenceRule.NO_MAIL_BY_PROVIDER),
      asked("alternative_hosts_email_notification", false, ConferenceRule.NO_MAIL_BY_PROVIDER),
      asked("registrants_confirmation_email", false, ConferenceRule.NO_MAIL_BY_PROVIDER),
      asked("registrants_email_notification", false, ConferenceRule.NO_MAIL_BY_PROVIDER),
      asked("push_change_to_calendar", false, ConferenceRule.NO_MAIL_BY_PROVIDER),
      asked("auto_start_meeting_summary", false, ConferenceRule.NO_ASSISTANT),
      asked("auto_start_ai_companion_questions", false, ConferenceRule.NO_ASSISTANT),
      asked("cn_meeting", false, ConferenceRule.REGIONS),
      asked("in_meeting", false, ConferenceRule.REGIONS),
      asked("continuous_meeting_chat.enable", false, null));

  private static Setting needed(String name, Object value, ConferenceRule rule) {
    return new Setting(name, node(value), rule, true);
  }

  private static Setting asked(String name, Object value, @Nullable ConferenceRule rule) {
    return new Setting(name, node(value), rule, false);
  }

  private static JsonNode node(Object value) {
    return value instanceof Boolean flag ? JsonNodeFactory.instance.booleanNode(flag) : JsonNodeFactory.instance.textNode((String) value);
  }

  /** @return as an answer has it; missing if it does not */
  JsonNode in(JsonNode settings) {
    return settings.at("/" + path.replace('.', '/'));
  }

  void putInto(ObjectNode settings) {
    var dot = path.indexOf('.');
    if (dot < 0) {
      settings.set(path, value);
    } else {
      settings.withObject("/" + path.substring(0, dot)).set(path.substring(dot + 1), value);
    }
  }

  /** @return the word of its rule, or of itself */
  String word() {
    return rule == null ? "zoom-" + path.replaceAll("[._]", "-") : rule.word();
  }
}
