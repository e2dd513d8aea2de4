package nl.sluis.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;

/** What Zoom makes of what it is asked: it refuses some, fills in what is absent, and silently changes what the account decides. */
final class MeetingDraft {
  private static final String SETTINGS = """
      { "host_video": false, "participant_video": true, "cn_meeting": false, "in_meeting": false, "join_before_host": true, "jbh_time": 0,
        "mute_upon_entry": false, "watermark": false, "use_pmi": false, "approval_type": 2, "audio": "both", "auto_recording": "none",
        "enforce_login": false, "enforce_login_domains": "", "alternative_hosts": "", "alternative_host_update_polls": false,
        "alternative_hosts_email_notification": true, "close_registration": false, "show_share_button": false, "allow_multiple_devices": false,
        "registrants_confirmation_email": true, "registrants_email_notification": true, "waiting_room": false,
        "waiting_room_options": { "mode": "follow_setting", "who_goes_to_waiting_room": "users_not_in_account" },
        "meeting_authentication": false, "encryption_type": "enhanced_encryption", "meeting_invitees": [], "email_notification": true,
        "host_save_video_order": false, "internal_meeting": false, "private_meeting": false, "focus_mode": false, "device_testing": false,
        "continuous_meeting_chat": { "enable": true, "auto_add_invited_external_users": false, "auto_add_meeting_participants": false },
        "participant_focused_meeting": false, "push_change_to_calendar": false, "resources": [], "auto_start_meeting_summary": true,
        "auto_start_ai_companion_questions": true, "allow_host_control_participant_mute_state": false }
      """;
  private static final int LONGEST_TOPIC = 200;
  private static final int LONGEST_AGENDA = 2000;
  private static final int LONGEST_PASSCODE = 10;
  private static final int LONGEST_MINUTES = 1440;
  private static final long PERSONAL_ROOM = 3_141_592_653L;

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final StandInAccount account;

  MeetingDraft(Clock clock, StandInAccount account) {
    this.clock = clock;
    this.account = account;
  }

  /** @return why it is refused: 300 with the fields that are wrong; null if it is not */
  Reply fault(String host, ObjectNode asked) {
    var errors = Json.object().putArray("errors");
    if (asked.path("topic").asText().length() > LONGEST_TOPIC) {
      errors.addObject().put("field", "topic").put("message", "Invalid topic.");
    }
    if (asked.path("agenda").asText().length() > LONGEST_AGENDA) {
      errors.addObject().put("field", "agenda").put("message", "Invalid agenda.");
    }
    if (asked.has("duration") && (asked.path("duration").asInt() < 1 || asked.path("duration").asInt() > LONGEST_MINUTES)) {
      errors.addObject().put("field", "duration").put("message", "Invalid duration.");
    }
    if (asked.has("password") && !isAllowed(host, asked.path("password").asText())) {
      errors.addObject().put("field", "password").put("message", "The passcode does not meet the requirement of the account.");
    }
    if (errors.isEmpty()) {
      return null;
    }
    var body = Json.object().put("code", 300).put("message", "Validation Failed.");
    body.set("errors", errors);
    return Reply.json(400, body);
  }

  private boolean isAllowed(String host, String passcode) {
    var wanted = account.held(host, "schedule_meeting.meeting_password_requirement");
    var digits = passcode.chars().filter(one -> one >= '0' && one <= '9').count();
    var letters = passcode.chars().filter(Character::isLetter).count();
    return passcode.length() <= LONGEST_PASSCODE && passcode.length() >= wanted.path("length").asInt()
        && !(wanted.path("have_number").asBoolean() && digits == 0) && !(wanted.path("have_letter").asBoolean() && letters == 0)
        && !(wanted.path("have_special_character").asBoolean() && digits + letters == passcode.length())
        && !(wanted.path("have_upper_and_lower_characters").asBoolean() && (passcode.equals(passcode.toLowerCase(Locale.ROOT))
            || passcode.equals(passcode.toUpperCase(Locale.ROOT))))
        && !(wanted.path("only_allow_numeric").asBoolean() && digits < passcode.length());
  }

  /** @return with what only the host may know, as Zoom answers */
  ObjectNode made(String host, ObjectNode asked) {
    var settings = Json.read(SETTINGS);
    Json.overlay(settings, asked.path("settings"));
    account.override(settings);
    var usesRoom = settings.path("use_pmi").asBoolean();
    var id = usesRoom ? PERSONAL_ROOM : 80_000_000_000L + random.nextLong(19_999_999_999L);
    var meeting = Json.object().put("uuid", uuid()).put("id", id).put("host_id", StandInAccount.idOf(host)).put("host_email", host)
        .put("topic", asked.path("topic").asText("Zoom Meeting")).put("type", asked.path("type").asInt(2)).put("status", "waiting")
        .put("start_time", start(asked).toString()).put("duration", asked.path("duration").asInt(60))
        .put("timezone", asked.path("timezone").asText("UTC")).put("agenda", asked.path("agenda").asText())
        .put("created_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()).put("pre_schedule", false)
        .put("creation_source", "open_api").put("dynamic_host_key", digits()).put("start_url",
            "https://us02web.zoom.us/s/" + id + "?zak=start-" + secret());
    if (usesRoom) {
      meeting.put("pmi", String.valueOf(PERSONAL_ROOM));
    }
    addPasscode(host, asked, settings, meeting);
    meeting.set("settings", settings);
    return meeting;
  }

  /** One of passcode, waiting room and authentication there must be, since 2020. */
  private void addPasscode(String host, ObjectNode asked, ObjectNode settings, ObjectNode meeting) {
    var passcode = asked.path("password").asText();
    var isOpen = !settings.path("waiting_room").asBoolean() && !settings.path("meeting_authentication").asBoolean();
    if (passcode.isEmpty() && (asked.path("default_password").asBoolean(true) || isOpen)) {
      passcode = digits();
    }
    var url = "https://us02web.zoom.us/j/" + meeting.path("id").asText();
    if (!passcode.isEmpty()) {
      var encrypted = "pwd" + secret() + ".1";
      meeting.put("password", passcode).put("h323_password", passcode).put("pstn_password", passcode).put("encrypted_password", encrypted);
      url += account.held(host, "meeting_security.embed_password_in_join_link").asBoolean() ? "?pwd=" + encrypted : "";
    }
    meeting.put("join_url", url);
  }

  /** What is past or absent becomes now. */
  private Instant start(ObjectNode asked) {
    var text = asked.path("start_time").asText();
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    try {
      var start = text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text).atZone(ZoneId.of(asked.path("timezone").asText("UTC"))).toInstant();
      return start.isBefore(now) ? now : start;
    } catch (DateTimeException e) {
      return now;
    }
  }

  /** Some begin with a slash, or have two. */
  private String uuid() {
    var text = Base64.getEncoder().encodeToString(bytes(16));
    return random.nextBoolean() ? "/" + text.substring(1, 8) + "//" + text.substring(10) : text;
  }

  private String digits() {
    return String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
  }

  private String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24));
  }

  private byte[] bytes(int many) {
    var bytes = new byte[many];
    random.nextBytes(bytes);
    return bytes;
  }
}
