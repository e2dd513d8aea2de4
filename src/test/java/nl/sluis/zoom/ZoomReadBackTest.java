package nl.sluis.zoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import nl.sluis.conference.ConferenceRefusedException;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.conference.Proof;
import nl.sluis.standin.Fault;
import nl.sluis.standin.Operation;
import nl.sluis.standin.ZoomStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Zoom changes silently is seen, said by the rule's name, and the meeting is gone. */
class ZoomReadBackTest {
  private final ZoomAtHand at = new ZoomAtHand();

  @AfterEach
  void close() {
    at.close();
  }

  static Stream<Arguments> overridden() {
    return Stream.of(
        Arguments.of("settings.use_pmi", true, "meeting-id-drawn"),
        Arguments.of("password", "271828", "passcode"),
        Arguments.of("password", "", "passcode"),
        Arguments.of("settings.waiting_room", false, "waiting-room"),
        Arguments.of("settings.waiting_room_options.mode", "follow_setting", "waiting-room"),
        Arguments.of("settings.waiting_room_options.who_goes_to_waiting_room", "users_not_in_account", "waiting-room"),
        Arguments.of("settings.join_before_host", true, "join-after-host"),
        Arguments.of("settings.auto_recording", "cloud", "no-recording"),
        Arguments.of("settings.auto_recording", "local", "no-recording"),
        Arguments.of("settings.meeting_authentication", true, "browser-join"),
        Arguments.of("settings.encryption_type", "e2ee", "browser-join"),
        Arguments.of("settings.email_notification", true, "no-mail-by-provider"),
        Arguments.of("settings.alternative_hosts", "deputy@example.org", "no-mail-by-provider"),
        Arguments.of("settings.alternative_hosts_email_notification", true, "no-mail-by-provider"),
        Arguments.of("settings.registrants_confirmation_email", true, "no-mail-by-provider"),
        Arguments.of("settings.registrants_email_notification", true, "no-mail-by-provider"),
        Arguments.of("settings.push_change_to_calendar", true, "no-mail-by-provider"),
        Arguments.of("settings.auto_start_meeting_summary", true, "no-assistant"),
        Arguments.of("settings.auto_start_ai_companion_questions", true, "no-assistant"),
        Arguments.of("settings.cn_meeting", true, "regions"),
        Arguments.of("settings.in_meeting", true, "regions"),
        Arguments.of("settings.continuous_meeting_chat.enable", true, "zoom-continuous-meeting-chat-enable"),
        Arguments.of("type", 8, "zoom-type"),
        Arguments.of("agenda", "Weekly", "zoom-agenda"),
        Arguments.of("start_time", "2031-01-01T00:00:00Z", "zoom-time"),
        Arguments.of("duration", 40, "zoom-time"),
        Arguments.of("join_url", "https://zoomgov.com/j/81234567890", "zoom-join-url"));
  }

  /** The first answer says so already. */
  @ParameterizedTest
  @MethodSource("overridden")
  void whatZoomChangesIsRefusedAndTheMeetingIsGone(String field, Object value, String word) {
    at.zoom.meetings().force(field, value);
    assertRefused(word);
  }

  /** The first answer repeats what was asked, and only who reads the meeting sees it. */
  @ParameterizedTest
  @MethodSource("overridden")
  void whatOnlyTheMeetingItselfShowsIsRefusedToo(String field, Object value, String word) {
    at.zoom.meetings().show(field, value);
    assertRefused(word);
    assertThat(at.zoom.asked(Operation.READ)).hasSize(1);
  }

  /** A lock of the account writes over what is asked. */
  @Test
  void aLockedSettingOfTheAccountIsNamed() {
    at.zoom.account().set("schedule_meeting.join_before_host", true);
    assertThat(refused().getMessage()).contains("settings.join_before_host", "must be false", "lock");
    at.zoom.account().set("schedule_meeting.join_before_host", false);
    at.zoom.account().set("recording.auto_recording", "cloud");
    assertThat(refused().reason()).isEqualTo("no-recording");
    at.zoom.account().set("recording.auto_recording", "none");
    at.zoom.account().set("meeting_security.waiting_room", false);
    assertThat(refused().reason()).isEqualTo("waiting-room");
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  @Test
  void aPersonalRoomIsNoMeetingOfItsOwn() {
    at.zoom.account().set("schedule_meeting.use_pmi_for_scheduled_meetings", true);
    assertRefused("meeting-id-drawn");
  }

  @ParameterizedTest
  @ValueSource(longs = {3_141_592_653L, 123_456_789L, 812_345_678_901L})
  void anIdThatIsNotOfElevenDigitsWasNotDrawn(long id) {
    at.zoom.fails(Operation.CREATE, 1, Fault.answering(answer -> answer.put("id", id)));
    assertThat(refused().reason()).isEqualTo(ConferenceRule.MEETING_ID_DRAWN.word());
  }

  @ParameterizedTest
  @ValueSource(strings = {"use_pmi", "waiting_room", "waiting_room_options", "join_before_host", "auto_recording",
    "meeting_authentication"})
  void aRuleOfWhichZoomSaysNothingIsNotBelieved(String absent) {
    at.zoom.fails(Operation.READ, 1, Fault.answering(answer -> ((ObjectNode) answer.get("settings")).remove(absent)));
    assertThat(refused().getMessage()).contains("no settings." + absent);
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  /** An account without the feature may not list its settings. */
  @Test
  void whereNothingIsSaidOfAnAssistantNobodyCanProveThatThereIsNone() {
    at.zoom.fails(Operation.READ, 1, Fault.answering(answer -> ((ObjectNode) answer.get("settings")).remove("auto_start_meeting_summary")));
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    assertThat(made.rules()).filteredOn(proof -> proof.rule() == ConferenceRule.NO_ASSISTANT)
        .allSatisfy(proof -> assertThat(proof.proof()).isEqualTo(Proof.NOT_PROVABLE));
  }

  @Test
  void fieldsThatNobodyKnowsChangeNothing() {
    at.zoom.fails(Operation.TOKEN, 1, Fault.newFields());
    at.zoom.fails(Operation.CREATE, 1, Fault.newFields());
    at.zoom.fails(Operation.READ, 1, Fault.newFields());
    assertThat(at.meetings.make(at.wanted(), ZoomAtHand.LONG).rules()).hasSize(ConferenceRule.values().length);
  }

  /** Who makes meetings is told which one is left, to try again later. */
  @Test
  void oneThatCannotBeDeletedIsNamed() {
    at.zoom.meetings().force("settings.waiting_room", false);
    at.zoom.fails(Operation.DELETE, 4, Fault.page(503));
    var refused = refused();
    assertThat(refused.reason()).isEqualTo("waiting-room");
    assertThat(refused.leftBehind()).isEqualTo(String.valueOf(at.zoom.meetings().ids().get(0)));
    at.zoom.heal();
    at.meetings.delete(refused.leftBehind());
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  @Test
  void noWordOfARefusalIsOfTheMeeting() {
    at.zoom.meetings().force("password", "271828");
    at.zoom.meetings().force("agenda", "The interview of Vera");
    assertThat(refused().getMessage()).doesNotContain("271828", "Vera", ZoomAtHand.MARKER, ZoomStandIn.HOST);
    at.zoom.meetings().leaveAlone();
    at.zoom.meetings().force("settings.alternative_hosts", "deputy@example.org");
    assertThat(refused().getMessage()).doesNotContain("deputy");
  }

  @Test
  void aTimeThatIsPastIsSeenBecauseZoomTakesNowInItsPlace() {
    var wanted = at.wanted();
    at.clock.turn(java.time.Duration.ofDays(2));
    var refused = catchThrowableOfType(ConferenceRefusedException.class, () -> at.meetings.make(wanted, ZoomAtHand.LONG));
    assertThat(refused.reason()).isEqualTo("zoom-time");
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  @Test
  void eachLinkIsTakenApart() {
    var id = "81234567890";
    for (var good : List.of("https://zoom.us/j/" + id, "https://us02web.zoom.us/j/" + id + "?pwd=abc.1",
        "https://bureau.zoom.us/j/" + id + "#x")) {
      assertThat(JoinLink.of(good, id)).as(good).matches("https://([a-z0-9]+\\.)?zoom\\.us/j/81234567890");
    }
    for (var bad : List.of("http://zoom.us/j/" + id, "https://zoom.us.evil.example/j/" + id, "https://evilzoom.us/j/" + id,
        "https://zoomgov.com/j/" + id, "https://us02web.zoomgov.com/j/" + id, "https://zoom.us/s/" + id, "https://zoom.us/my/room",
        "https://zoom.us/j/81234567891", "https://zoom.us/j/" + id + "/x", "https://zoom.us:444/j/" + id, "https://a@zoom.us/j/" + id,
        "//zoom.us/j/" + id, "zoom.us/j/" + id, "", "%", "https://zoom.us/j/%38" + id.substring(1), "javascript:alert(1)")) {
      assertThat(JoinLink.of(bad, id)).as(bad).isNull();
    }
  }

  private void assertRefused(String word) {
    assertThat(refused().reason()).isEqualTo(word);
    assertThat(at.zoom.meetings().ids()).as("it is gone").isEmpty();
  }

  private ConferenceRefusedException refused() {
    var refused = catchThrowableOfType(ConferenceRefusedException.class, () -> at.meetings.make(at.wanted(), ZoomAtHand.LONG));
    assertThat(refused).isNotNull();
    return refused;
  }
}
