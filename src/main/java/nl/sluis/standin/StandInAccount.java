package nl.sluis.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An account with its users and groups, and what is set and locked in it. It begins as a careful administrator leaves it. Settings are named as in
 * Zoom's answers, with a dot between section and name: {@code recording.cloud_recording}.
 *
 * @see <a href="https://developers.zoom.us/docs/api/accounts/">Zoom, accounts: settings, lock_settings</a>
 */
public final class StandInAccount {
  /** What a lock of the account overrides in each meeting that is made. */
  private static final Map<String, String> OF_MEETINGS = Map.of("meeting_security.waiting_room", "waiting_room",
      "schedule_meeting.join_before_host", "join_before_host", "schedule_meeting.use_pmi_for_scheduled_meetings", "use_pmi",
      "schedule_meeting.meeting_authentication", "meeting_authentication", "recording.auto_recording", "auto_recording");
  private static final String SECURITY = "meeting_security";

  private final ObjectNode settings = Json.read("""
      { "schedule_meeting": { "join_before_host": false, "use_pmi_for_scheduled_meetings": false, "meeting_authentication": false,
          "require_password_for_scheduling_new_meetings": true, "embed_password_in_join_link": false,
          "meeting_password_requirement": { "length": 6, "have_letter": false, "have_number": false, "have_special_character": false,
            "have_upper_and_lower_characters": false, "only_allow_numeric": false, "consecutive_characters_length": 0,
            "weak_enhance_detection": false } },
        "in_meeting": { "screen_sharing": true, "who_can_share_screen": "host", "who_can_share_screen_when_someone_is_sharing": "host",
          "chat": true, "private_chat": false, "file_transfer": false, "show_a_join_from_your_browser_link": true,
          "custom_data_center_regions": true, "data_center_regions": ["NL", "DE"],
          "unchecked_data_center_regions": ["AU", "LA", "CA", "CN", "HK", "IN", "IE", "TY", "MX", "SG", "US"],
          "meeting_summary_with_ai_companion": { "enable": false, "auto_enable": false } },
        "recording": { "local_recording": false, "cloud_recording": false, "auto_recording": "none" },
        "meeting_security": { "waiting_room": true, "waiting_room_settings": { "participants_to_place_in_waiting_room": 0 },
          "embed_password_in_join_link": false, "only_authenticated_can_join_from_webclient": false, "encryption_type": "enhanced_encryption" } }
      """);
  private final ObjectNode locks = Json.read("""
      { "schedule_meeting": { "join_before_host": true, "use_pmi_for_scheduled_meetings": true, "meeting_authentication": true },
        "in_meeting": { "screen_sharing": true, "custom_data_center_regions": true, "chat": false },
        "recording": { "local_recording": true, "cloud_recording": true, "auto_recording": true },
        "meeting_security": { "waiting_room": true, "embed_password_in_join_link": true, "only_authenticated_can_join_from_webclient": true } }
      """);
  private final Map<String, ObjectNode> users = new LinkedHashMap<>();
  private final Map<String, Set<String>> groupsOf = new HashMap<>();
  private final Map<String, ObjectNode> groupLocks = new HashMap<>();
  private final Set<String> mayNotHost = new TreeSet<>();

  StandInAccount() {
    addUser(ZoomStandIn.HOST);
  }

  /** A user whose settings are the account's. */
  public synchronized void addUser(String user) {
    users.put(user, Json.object());
    groupsOf.put(user, new TreeSet<>());
  }

  /** A user who is there, and may not host meetings: 3161. */
  public synchronized void forbidHosting(String user) {
    mayNotHost.add(user);
  }

  public synchronized void set(String setting, Object value) {
    Json.set(settings, setting, Json.value(value));
  }

  public synchronized void lock(String setting, boolean locked) {
    Json.set(locks, setting, Json.value(locked));
  }

  /** What a user chose for himself. It holds where neither the account nor a group of his locks it. */
  public synchronized void setOfUser(String user, String setting, Object value) {
    Json.set(users.get(user), setting, Json.value(value));
  }

  public synchronized void lockInGroup(String group, String setting, boolean locked) {
    Json.set(groupLocks.computeIfAbsent(group, name -> Json.object()), setting, Json.value(locked));
  }

  public synchronized void putIntoGroup(String user, String group) {
    groupLocks.computeIfAbsent(group, name -> Json.object());
    groupsOf.get(user).add(group);
  }

  synchronized Reply settings(Map<String, String> query) {
    return asked(settings, query);
  }

  synchronized Reply locks(Map<String, String> query) {
    return asked(locks, query);
  }

  synchronized Reply user(String user) {
    if (!users.containsKey(user)) {
      return unknown(user);
    }
    var answer = Json.object().put("id", idOf(user)).put("email", user.contains("@") ? user : user + "@example.org")
        .put("first_name", "Vera").put("last_name", "Voorbeeld").put("type", 2).put("pmi", 3_141_592_653L).put("status", "active");
    answer.set("group_ids", Json.value(groupsOf.get(user)));
    return Reply.json(200, answer);
  }

  synchronized Reply settingsOf(String user, Map<String, String> query) {
    return users.containsKey(user) ? asked(held(user), query) : unknown(user);
  }

  synchronized Reply groupLocks(String group, Map<String, String> query) {
    return groupLocks.containsKey(group)
        ? asked(groupLocks.get(group), query)
        : Reply.error(404, 4130, "Group does not exist: " + group + ".");
  }

  /** @return why this user makes no meeting; null if he may */
  synchronized Reply refusalOf(String user) {
    if (!users.containsKey(user)) {
      return unknown(user);
    }
    return mayNotHost.contains(user)
        ? Reply.error(400, 3161, "Your user account is not allowed meeting hosting and scheduling capabilities.")
        : null;
  }

  /** @return as it holds for this user, or if there is none for the account */
  synchronized JsonNode held(String user, String setting) {
    return Json.at(users.containsKey(user) ? held(user) : settings, setting);
  }

  /** Writes over what was asked, where the account locks it. */
  synchronized void override(ObjectNode ofMeeting) {
    OF_MEETINGS.forEach((setting, name) -> {
      if (Json.at(locks, setting).asBoolean()) {
        ofMeeting.set(name, Json.at(settings, setting));
      }
    });
  }

  static String idOf(String user) {
    return "u" + Integer.toHexString(user.hashCode());
  }

  private ObjectNode held(String user) {
    var held = settings.deepCopy();
    users.get(user).properties().forEach(section -> section.getValue().properties().forEach(field -> {
      var name = section.getKey() + "." + field.getKey();
      var isLocked = Json.at(locks, name).asBoolean()
          || groupsOf.get(user).stream().anyMatch(group -> Json.at(groupLocks.get(group), name).asBoolean());
      if (!isLocked) {
        Json.set(held, name, field.getValue());
      }
    }));
    return held;
  }

  /** Without {@code option} there is no section {@code meeting_security}, and with it no other. */
  private static Reply asked(ObjectNode tree, Map<String, String> query) {
    var part = tree.deepCopy();
    if (SECURITY.equals(query.get("option"))) {
      part.retain(SECURITY);
    } else {
      part.remove(SECURITY);
    }
    var fields = query.get("custom_query_fields");
    return Reply.json(200, fields == null ? part : Json.only(part, new TreeSet<>(List.of(fields.split(",")))));
  }

  private static Reply unknown(String user) {
    return Reply.error(404, 1001, "User does not exist: " + user + ".");
  }

  /** @return the names of its settings, for a test that goes through all */
  public static List<String> overriding() {
    return List.copyOf(OF_MEETINGS.keySet());
  }
}
