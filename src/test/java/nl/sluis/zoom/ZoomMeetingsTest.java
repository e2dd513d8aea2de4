package nl.sluis.zoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.conference.FoundConference;
import nl.sluis.conference.Proof;
import nl.sluis.conference.WantedConference;
import nl.sluis.rules.Passcode;
import nl.sluis.standin.Asked;
import nl.sluis.standin.Operation;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.CapturedLog;
import nl.sluis.testing.Leaks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

/** A meeting is made with every rule set, read back, found again and deleted; and Zoom learns no more than it must. */
class ZoomMeetingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final ZoomAtHand at = new ZoomAtHand();

  @AfterEach
  void close() {
    at.close();
  }

  @Test
  void aMeetingIsMadeAndReadBackAndItsLinksCarryNoPasscode() throws IOException {
    at.zoom.account().lock("meeting_security.embed_password_in_join_link", false);
    at.zoom.account().set("meeting_security.embed_password_in_join_link", true);
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    var there = meeting(made.providerId());
    assertThat(there.path("join_url").asText()).as("as Zoom gives it").contains("?pwd=");
    assertThat(made.joinUrl()).isEqualTo("https://us02web.zoom.us/j/" + made.providerId());
    assertThat(made.webClientUrl()).isEqualTo("https://app.zoom.us/wc/join/" + made.providerId());
    assertThat(made.meetingId()).matches("\\d{3} \\d{4} \\d{4}");
    assertThat(made.meetingId().replace(" ", "")).isEqualTo(made.providerId());
    assertThat(made.passcode()).matches("\\d{6}").isEqualTo(there.path("password").asText());
    Leaks.none(made.toString(), made.passcode(), made.providerId());
    assertThat(operations()).containsExactly("POST /oauth/token", "POST /v2/users/host%40example.org/meetings",
        "GET /v2/meetings/" + made.providerId());
  }

  @Test
  void everyRuleIsThereOnceAndSaysHowItIsProved() {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    assertThat(made.rules().stream().map(proof -> proof.rule())).containsExactly(ConferenceRule.values());
    assertThat(made.rules().stream().filter(proof -> proof.proof() == Proof.SET_AND_READ_BACK).map(proof -> proof.rule()))
        .containsExactly(ConferenceRule.MEETING_ID_DRAWN, ConferenceRule.PASSCODE, ConferenceRule.WAITING_ROOM,
            ConferenceRule.JOIN_AFTER_HOST, ConferenceRule.NO_MAIL_BY_PROVIDER, ConferenceRule.NO_ASSISTANT);
    assertThat(made.rules()).allSatisfy(proof -> assertThat(proof.at() == null).isEqualTo(proof.proof() == Proof.NOT_PROVABLE));
  }

  @Test
  void eachMeetingIsAskedForWithEverySettingThatZoomWouldElseTakeFromTheHost() throws IOException {
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    var asked = JSON.readTree(at.zoom.asked(Operation.CREATE).get(0).body());
    var settings = asked.path("settings");
    assertThat(asked.path("type").asInt()).isEqualTo(2);
    assertThat(asked.path("default_password").asText()).isEqualTo("false");
    assertThat(asked.path("start_time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(asked.path("duration").asInt()).isEqualTo(50);
    assertThat(settings.path("use_pmi").asText()).isEqualTo("false");
    assertThat(settings.path("waiting_room").asText()).isEqualTo("true");
    assertThat(settings.path("waiting_room_options").toString())
        .isEqualTo("{\"mode\":\"custom\",\"who_goes_to_waiting_room\":\"everyone\"}");
    assertThat(settings.path("auto_recording").asText()).isEqualTo("none");
    assertThat(settings.path("continuous_meeting_chat").toString()).isEqualTo("{\"enable\":false}");
    for (var off : List.of("join_before_host", "meeting_authentication", "email_notification", "alternative_hosts_email_notification",
        "registrants_confirmation_email", "registrants_email_notification", "push_change_to_calendar", "auto_start_meeting_summary",
        "auto_start_ai_companion_questions", "cn_meeting", "in_meeting")) {
      assertThat(settings.path(off).asText()).as(off).isEqualTo("false");
    }
    assertThat(settings.has("meeting_invitees")).isFalse();
    assertThat(settings.has("calendar_type")).isFalse();
    assertThat(settings.has("additional_data_center_regions")).as("it can only add regions").isFalse();
  }

  /** All that Zoom is told stands here. */
  @Test
  void zoomLearnsTimeTopicMarkerAndPasscodeAndNothingElse() throws IOException {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.meetings.delete(made.providerId());
    var asked = JSON.readTree(at.zoom.asked(Operation.CREATE).get(0).body());
    assertThat(names(asked)).containsExactlyInAnyOrder("topic", "agenda", "type", "start_time", "duration", "password", "default_password",
        "settings");
    assertThat(asked.path("topic").asText()).isEqualTo("Gesprek K7QF");
    assertThat(asked.path("agenda").asText()).isEqualTo(ZoomAtHand.MARKER);
    var texts = new HashSet<String>();
    asked.path("settings").forEach(value -> collect(value, texts));
    assertThat(texts).containsExactlyInAnyOrder("custom", "everyone", "none", "enhanced_encryption", "");
    assertThat(at.zoom.asked().stream().map(Asked::query).filter(query -> !query.isEmpty()))
        .containsExactly("schedule_for_reminder=false&cancel_meeting_reminder=false");
    assertThat(at.zoom.asked().get(0).body())
        .isEqualTo("grant_type=account_credentials&account_id=StandInAccount1");
    assertThat(at.zoom.asked()).allSatisfy(one -> assertThat(one.headers().keySet())
        .isSubsetOf("authorization", "accept", "user-agent", "content-type", "content-length", "host", "connection", "http2-settings",
            "upgrade", "transfer-encoding"));
  }

  @Test
  void nothingSecretIsLogged() throws IOException {
    at.zoom.account().lock("meeting_security.embed_password_in_join_link", false);
    at.zoom.account().set("meeting_security.embed_password_in_join_link", true);
    try (var log = new CapturedLog()) {
      var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
      at.zoom.meetings().show("settings.waiting_room", false);
      assertThat(catchThrowable(() -> at.meetings.make(at.wanted("b".repeat(22)), ZoomAtHand.LONG))).isNotNull();
      var there = meeting(made.providerId());
      var bearer = at.zoom.asked(Operation.READ).get(0).headers().get("authorization").get(0).substring("Bearer ".length());
      Leaks.none(log.text(), made.passcode(), there.path("start_url").asText(), "zak=", "pwd=", bearer,
          there.path("encrypted_password").asText(), "stand-in-client-secret", ZoomAtHand.MARKER, "host@example.org");
    }
  }

  @Test
  void passcodesAreDrawnAnewAndNoneIsARunOrAllAlike() throws IOException {
    var drawn = new HashSet<String>();
    for (var i = 0; i < 20; i++) {
      var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
      drawn.add(made.passcode());
      assertThat(Passcode.isGood(made.passcode())).isTrue();
    }
    assertThat(drawn).hasSizeGreaterThan(15);
  }

  @Test
  void theDurationIsRoundedUpToMinutesAndIsADayAtMost() {
    var start = at.wanted().start();
    for (var pair : List.of(List.of(1, 1), List.of(60, 1), List.of(61, 2), List.of(3_599, 60), List.of(86_400, 1_440),
        List.of(90_000, 1_440))) {
      var wanted = new WantedConference("h", start, start.plus(Duration.ofSeconds(pair.get(0))), "UTC", ZoomAtHand.MARKER, "K7QF");
      assertThat(AskedMeeting.of(wanted, "Gesprek", "482913").minutes()).as(pair.get(0) + " s").isEqualTo(pair.get(1));
    }
  }

  @Test
  void aMeetingIsFoundByItsMarkerAmongThoseOfOthersAndOnAnyPage() {
    var markers = Set.of("a".repeat(22), "b".repeat(22), "c".repeat(22));
    for (var i = 0; i < 350; i++) {
      at.zoom.meetings().makeByHand(ZoomStandIn.HOST, "Team", "a".repeat(21), at.wanted().start());
    }
    var one = at.meetings.make(at.wanted("b".repeat(22)), ZoomAtHand.LONG);
    var other = at.meetings.make(at.wanted("d".repeat(22)), ZoomAtHand.LONG);
    assertThat(at.meetings.find(ZoomStandIn.HOST, markers))
        .containsExactly(new FoundConference("b".repeat(22), one.providerId()));
    assertThat(at.zoom.asked(Operation.LIST)).hasSize(2);
    assertThat(at.meetings.find(ZoomStandIn.HOST, Set.of())).isEmpty();
    assertThat(at.zoom.asked(Operation.LIST)).as("nothing is looked for, so nothing is asked").hasSize(2);
    assertThat(at.zoom.meetings().ids()).contains(Long.valueOf(other.providerId()));
  }

  @Test
  void oneThatIsOverIsFoundForAMonth() {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.clock.turn(Duration.ofDays(20));
    assertThat(at.meetings.find(ZoomStandIn.HOST, Set.of(ZoomAtHand.MARKER)))
        .containsExactly(new FoundConference(ZoomAtHand.MARKER, made.providerId()));
    at.clock.turn(Duration.ofDays(15));
    assertThat(at.meetings.find(ZoomStandIn.HOST, Set.of(ZoomAtHand.MARKER))).isEmpty();
  }

  @Test
  void itsNameAndHostsAreTheConfigurations() {
    assertThat(at.meetings.name()).isEqualTo("zoom");
    assertThat(at.meetings.hosts()).containsExactly("host@example.org");
  }

  @Test
  @DefaultLocale("tr-TR")
  void aTurkishMachineChangesNothing() {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    assertThat(made.meetingId()).matches("[0-9]{3} [0-9]{4} [0-9]{4}");
    assertThat(at.meetings.look().loosened()).isEmpty();
    assertThat(JoinLink.of("HTTPS://US02WEB.ZOOM.US/j/81234567890", "81234567890")).isEqualTo("https://us02web.zoom.us/j/81234567890");
    assertThat(ConferenceRule.JOIN_AFTER_HOST.word()).isEqualTo("join-after-host");
    assertThat(
        new ZoomConfiguration("a", "b", null, null, null, null, List.of("INGE@example.org", "inge@example.org"), null, null, null, null)
            .faults())
        .contains("conference.zoom.hosts names a user twice");
  }

  private List<String> operations() {
    return at.zoom.asked().stream().map(Asked::toString).collect(Collectors.toList());
  }

  private JsonNode meeting(String id) throws IOException {
    return JSON.readTree(at.zoom.meetings().json(Long.parseLong(id)));
  }

  private static Set<String> names(JsonNode object) {
    var names = new HashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void collect(JsonNode value, Set<String> texts) {
    if (value.isTextual()) {
      texts.add(value.asText());
    }
    value.forEach(inner -> collect(inner, texts));
  }
}
