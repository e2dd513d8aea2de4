package nl.sluis.zoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import nl.sluis.conference.ConferenceRefusedException;
import nl.sluis.conference.ConferenceUnavailableException;
import nl.sluis.conference.FoundConference;
import nl.sluis.conference.WantedConference;
import nl.sluis.secret.Secret;
import nl.sluis.standin.Fault;
import nl.sluis.standin.Operation;
import nl.sluis.standin.ZoomStandIn;
import nl.sluis.testing.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Zoom refuses, forgets, limits and leaves unanswered, each with the words for who has to act. */
class ZoomTroubleTest {
  private static final Duration SHORT = Duration.ofSeconds(3);
  private final ZoomAtHand at = new ZoomAtHand();

  @AfterEach
  void close() {
    at.close();
  }

  // Tokens

  @Test
  void aTokenServesForAnHour() {
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    assertThat(at.zoom.tokens().made()).isEqualTo(1);
    at.clock.turn(Duration.ofMinutes(61));
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    assertThat(at.zoom.tokens().made()).isEqualTo(2);
    assertThat(at.zoom.asked(Operation.CREATE)).as("it was not tried with the old one").hasSize(3);
  }

  @Test
  void aRefusedTokenIsReplacedOnce() {
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.zoom.tokens().endAll();
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    assertThat(at.zoom.tokens().made()).isEqualTo(2);
    assertThat(at.zoom.meetings().ids()).hasSize(2);
  }

  @Test
  void aTokenThatIsRefusedTwiceIsTheOperatorsMatter() {
    at.zoom.fails(Operation.CREATE, 2, Fault.expiredToken());
    var unavailable = unavailable(ZoomAtHand.LONG);
    assertThat(unavailable.getMessage()).contains("neither our token nor a new one", "124", "active");
    assertThat(unavailable.mayExist()).isFalse();
    assertThat(at.zoom.asked(Operation.CREATE)).hasSize(2);
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
  }

  @Test
  void gatewaysOfOneAppBearThatANewTokenEndsTheFormer() {
    at.zoom.tokens().oneAtATime(true);
    var other = at.client();
    for (var i = 0; i < 3; i++) {
      at.meetings.make(at.wanted(), ZoomAtHand.LONG);
      other.make(at.wanted(), ZoomAtHand.LONG);
    }
    assertThat(at.zoom.meetings().ids()).hasSize(6);
  }

  @Test
  void anAppThatZoomDoesNotKnowIsTheOperatorsMatter() {
    var configuration = new ZoomConfiguration("other", ZoomStandIn.CLIENT_ID, Secret.of("wrong-secret"), null, null, null,
        List.of("h"), null, null, at.zoom.baseUrl(), at.zoom.oauthUrl());
    var client = at.client(configuration);
    var unavailable = catchThrowableOfType(ConferenceUnavailableException.class, () -> client.make(at.wanted(), ZoomAtHand.LONG));
    assertThat(unavailable.getMessage()).contains("invalid_client", "conference.zoom.clientSecret (SLUIS_ZOOM_CLIENT_SECRET)")
        .doesNotContain("wrong-secret");
    assertThat(unavailable.mayExist()).isFalse();
  }

  @Test
  void whatGivesNoTokenIsNotZoom() {
    for (var fault : List.of(Fault.xml(200), Fault.page(200), Fault.answering(answer -> answer.put("access_token", "with blanks in it")))) {
      at.zoom.fails(Operation.TOKEN, 1, fault);
      assertThat(unavailable(ZoomAtHand.LONG).getMessage()).contains("no token");
    }
    for (var fault : List.of(Fault.page(503), Fault.tooFast("7"), Fault.cut(), Fault.half())) {
      at.zoom.fails(Operation.TOKEN, 1, fault);
      assertThat(unavailable(SHORT).getMessage()).contains("Zoom gives no token");
    }
    assertThat(at.zoom.asked(Operation.CREATE)).isEmpty();
  }

  // Scopes

  @Test
  void everyMissingScopeIsNamedBeforeAMeetingIsAskedFor() {
    at.zoom.tokens().withdraw("meeting:delete:meeting:admin");
    at.zoom.tokens().withdraw("meeting:read:list_meetings:admin");
    assertThat(unavailable(ZoomAtHand.LONG).getMessage()).contains("meeting:delete:meeting:admin", "meeting:read:list_meetings:admin")
        .doesNotContain("meeting:read:meeting:admin", "account:");
    assertThat(at.zoom.asked(Operation.CREATE)).isEmpty();
  }

  @Test
  void theClassicScopesOfOlderAppsWillDo() {
    for (var operation : Operation.values()) {
      at.zoom.tokens().withdraw(operation.scope());
    }
    assertThat(Scope.missing(Set.of("meeting:write:admin", "meeting:read:admin", "account:read:admin", "user:read:admin"))).isEmpty();
    assertThat(Scope.missing(Set.of())).hasSize(Scope.values().length);
    assertThat(Scope.missingForMeetings(Set.of("meeting:read:admin"))).containsExactly("meeting:write:meeting:admin",
        "meeting:delete:meeting:admin");
  }

  /** If Zoom does not list the scopes, or takes one away. */
  @Test
  void aScopeThatOnlyTheRefusalNamesIsToldToo() {
    at.zoom.fails(Operation.TOKEN, 1, Fault.answering(answer -> answer.remove("scope")));
    at.zoom.tokens().withdraw("meeting:write:meeting:admin");
    var unavailable = unavailable(ZoomAtHand.LONG);
    assertThat(unavailable.getMessage()).contains("scopes meeting:write:meeting:admin", "activate it again");
    assertThat(unavailable.mayExist()).isFalse();
  }

  // What Zoom refuses

  @Test
  void whatZoomRefusesIsSaidByItsCode() {
    at.zoom.account().addUser("guest@example.org");
    at.zoom.account().forbidHosting("guest@example.org");
    var client = at.client(at.configuration(List.of("nobody@example.org", "guest@example.org")));
    assertThat(refused(client, "nobody@example.org").reason()).isEqualTo("zoom-1001");
    assertThat(refused(client, "guest@example.org").reason()).isEqualTo("zoom-3161");
    assertThat(refused(client, "guest@example.org").getMessage()).doesNotContain("guest");
    at.zoom.fails(Operation.CREATE, 1, Fault.error(400, 3000, "You cannot schedule a meeting for vera@example.org"));
    assertThat(refused(client, ZoomStandIn.HOST).getMessage()).contains("3000").doesNotContain("vera");
    at.zoom.fails(Operation.CREATE, 1, Fault.error(400, 9999, "Vera"));
    assertThat(refused(client, ZoomStandIn.HOST).reason()).isEqualTo("zoom-9999");
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  @Test
  void anAccountThatTakesNoSixDigitsIsToldSoByTheRulesName() {
    for (var required : List.of("have_letter", "have_special_character", "have_upper_and_lower_characters")) {
      at.zoom.account().set("schedule_meeting.meeting_password_requirement." + required, true);
      var refused = refused(at.meetings, ZoomStandIn.HOST);
      assertThat(refused.reason()).isEqualTo("passcode");
      assertThat(refused.getMessage()).contains("schedule_meeting.meeting_password_requirement");
      at.zoom.account().set("schedule_meeting.meeting_password_requirement." + required, false);
    }
    at.zoom.account().set("schedule_meeting.meeting_password_requirement.length", 8);
    assertThat(refused(at.meetings, ZoomStandIn.HOST).reason()).isEqualTo("passcode");
    at.zoom.fails(Operation.CREATE, 1, Fault.error(400, 300, "Validation Failed."));
    assertThat(refused(at.meetings, ZoomStandIn.HOST).reason()).isEqualTo("zoom-300");
  }

  // Limits

  @Test
  void aLimitOfTheSecondIsWaitedForHoweverItIsSaid() {
    at.zoom.fails(Operation.CREATE, 1, Fault.tooFast("1"));
    at.zoom.fails(Operation.CREATE, 1, Fault.tooFast(Fault.httpDate(at.clock.instant().plusSeconds(2))));
    at.zoom.fails(Operation.CREATE, 1, Fault.tooFast(at.clock.instant().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS).toString()));
    at.zoom.fails(Operation.READ, 1, Fault.tooFastUntil(at.clock.instant().plusSeconds(2)));
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    assertThat(at.zoom.asked(Operation.CREATE)).hasSize(4);
    assertThat(at.zoom.meetings().ids()).containsExactly(Long.valueOf(made.providerId()));
  }

  @Test
  void aLimitThatOutlivesTheTimeIsToldWithItsTime() {
    at.zoom.fails(Operation.CREATE, 1, Fault.tooFast("300"));
    var unavailable = unavailable(ZoomAtHand.LONG);
    assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(300));
    assertThat(unavailable.mayExist()).isFalse();
    assertThat(at.zoom.asked(Operation.CREATE)).hasSize(1);
  }

  @Test
  void aLimitOfTheDayIsNotWaitedFor() {
    at.zoom.fails(Operation.CREATE, 1, Fault.usedUpUntil(at.clock.instant().plusSeconds(2)));
    var unavailable = unavailable(ZoomAtHand.LONG);
    assertThat(unavailable.getMessage()).contains("limit of the day", "100 meetings", "conference.zoom.hosts");
    assertThat(unavailable.retryAfter()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(unavailable.mayExist()).isFalse();
    assertThat(at.zoom.asked(Operation.CREATE)).hasSize(1);
  }

  @Test
  void theHundredthMeetingOfADayIsTheLastUntilMidnight() {
    for (var i = 0; i < 100; i++) {
      at.zoom.meetings().countCreate(ZoomStandIn.HOST);
    }
    var unavailable = unavailable(ZoomAtHand.LONG);
    assertThat(unavailable.getMessage()).contains("limit of the day");
    assertThat(unavailable.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofDays(1));
    at.clock.turn(Duration.ofDays(1));
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
  }

  // Unknown outcomes

  @ParameterizedTest
  @ValueSource(strings = {"lost", "cut", "half", "large", "xml", "no id"})
  void aMeetingWhoseAnswerIsLostIsFoundByItsMarkerAndNotMadeTwice(String how) {
    at.zoom.fails(Operation.CREATE, 1, switch (how) {
      case "lost" -> Fault.lostAnswer();
      case "cut" -> Fault.cutAfter();
      case "half" -> Fault.half();
      case "large" -> Fault.tooLarge();
      case "xml" -> Fault.xmlAfter(201);
      default -> Fault.answering(answer -> answer.remove("id"));
    });
    var made = at.meetings.make(at.wanted(), Duration.ofSeconds(10));
    assertThat(at.zoom.meetings().ids()).containsExactly(Long.valueOf(made.providerId()));
    assertThat(at.zoom.asked(Operation.CREATE)).hasSize(1);
  }

  @Test
  void whatWasLostAndIsNotThereMayStillCome() {
    for (var fault : List.of(Fault.silence(), Fault.cut(), Fault.page(502), Fault.xml(500))) {
      at.zoom.fails(Operation.CREATE, 1, fault);
      var unavailable = unavailable(Duration.ofSeconds(5));
      assertThat(unavailable.mayExist()).isTrue();
      assertThat(unavailable.getMessage()).contains("Zoom gives no answer");
    }
    assertThat(at.zoom.asked(Operation.CREATE)).as("each was asked for once").hasSize(4);
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  @Test
  void oneThatIsFoundIsReadBackAsEveryOther() {
    at.zoom.meetings().force("settings.waiting_room", false);
    at.zoom.fails(Operation.CREATE, 1, Fault.cutAfter());
    assertThat(refused(at.meetings, ZoomStandIn.HOST).reason()).isEqualTo("waiting-room");
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  @Test
  void whereNobodyCanLookEitherItMayExistAndIsFoundLater() {
    at.zoom.fails(Operation.CREATE, 1, Fault.cutAfter());
    at.zoom.fails(Operation.LIST, 2, Fault.page(503));
    assertThat(unavailable(ZoomAtHand.LONG).mayExist()).isTrue();
    assertThat(at.meetings.find(ZoomStandIn.HOST, Set.of(ZoomAtHand.MARKER)))
        .containsExactly(new FoundConference(ZoomAtHand.MARKER, String.valueOf(at.zoom.meetings().ids().get(0))));
  }

  @Test
  void oneThatCannotBeReadBackIsDeleted() {
    at.zoom.fails(Operation.READ, 2, Fault.page(503));
    assertThat(unavailable(ZoomAtHand.LONG).mayExist()).isFalse();
    assertThat(at.zoom.meetings().ids()).isEmpty();
    at.zoom.fails(Operation.READ, 2, Fault.page(503));
    at.zoom.fails(Operation.DELETE, 2, Fault.page(503));
    assertThat(unavailable(ZoomAtHand.LONG).mayExist()).isTrue();
    assertThat(at.zoom.meetings().ids()).hasSize(1);
  }

  @Test
  void aMeetingThatZoomDeniesOnceIsLookedForOnceMore() {
    at.zoom.fails(Operation.READ, 1, Fault.error(404, 3001, "Meeting does not exist."));
    at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    assertThat(at.zoom.meetings().ids()).hasSize(1);
  }

  // Others in between

  @Test
  void whatIsNotOfZoomIsSaidToBeSo() {
    for (var fault : List.of(Fault.redirect("http://127.0.0.1:1/elsewhere"), Fault.xml(400), Fault.page(404), Fault.page(407))) {
      at.zoom.fails(Operation.CREATE, 1, fault);
      var unavailable = unavailable(ZoomAtHand.LONG);
      assertThat(unavailable.getMessage()).contains("not Zoom's", "conference.zoom.baseUrl");
      assertThat(unavailable.mayExist()).isFalse();
    }
  }

  @Test
  void whereNobodyListensNothingWasMade() {
    var configuration = new ZoomConfiguration("a", "b", Secret.of("c"), null, null, null, List.of("h"), null, null,
        "http://127.0.0.1:" + Ports.next(), at.zoom.oauthUrl());
    assertThat(catchThrowableOfType(ConferenceUnavailableException.class, () -> at.client(configuration).make(at.wanted(), ZoomAtHand.LONG))
        .mayExist()).isFalse();
  }

  /** Time is bounded whatever hangs. */
  @ParameterizedTest
  @EnumSource(value = Operation.class, names = {"TOKEN", "CREATE", "READ", "LIST", "DELETE"})
  void whateverHangsTheCallEndsInItsTime(Operation operation) {
    if (operation == Operation.LIST) {
      at.zoom.fails(Operation.CREATE, 1, Fault.cutAfter());
    }
    if (operation == Operation.DELETE) {
      at.zoom.meetings().force("settings.waiting_room", false);
    }
    at.zoom.fails(operation, 5, Fault.silence());
    var begun = System.nanoTime();
    assertThat(catchThrowable(() -> at.meetings.make(at.wanted(), SHORT))).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT.plusSeconds(30));
  }

  // Deleting

  @Test
  void aMeetingIsDeletedWithoutAMailToAnybody() {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.meetings.delete(made.providerId());
    assertThat(at.zoom.meetings().ids()).isEmpty();
    assertThat(at.zoom.asked(Operation.DELETE).get(0).query()).isEqualTo("schedule_for_reminder=false&cancel_meeting_reminder=false");
  }

  @Test
  void oneThatIsGoneIsDoneAfterOneMoreLook() {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.meetings.delete(made.providerId());
    at.meetings.delete(made.providerId());
    assertThat(at.zoom.asked(Operation.READ)).hasSize(2);
  }

  @Test
  void oneThatZoomDeniesWronglyIsDeletedAllTheSame() {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.zoom.fails(Operation.DELETE, 1, Fault.error(404, 3001, "Meeting does not exist."));
    at.meetings.delete(made.providerId());
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  @Test
  void oneThatZoomShowsAndDeniesIsNotBelievedGone() {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.zoom.fails(Operation.DELETE, 2, Fault.error(404, 3001, "Meeting does not exist."));
    assertThat(catchThrowableOfType(ConferenceUnavailableException.class, () -> at.meetings.delete(made.providerId())).mayExist()).isTrue();
  }

  @Test
  void aDeletionThatFailsIsToldAndAnotherAnswerOfALostOneIsDone() {
    var made = at.meetings.make(at.wanted(), ZoomAtHand.LONG);
    at.zoom.fails(Operation.DELETE, 2, Fault.page(503));
    assertThat(catchThrowableOfType(ConferenceUnavailableException.class, () -> at.meetings.delete(made.providerId()))).isNotNull();
    at.zoom.fails(Operation.DELETE, 1, Fault.error(400, 3161, "not allowed"));
    assertThat(catchThrowableOfType(ConferenceUnavailableException.class, () -> at.meetings.delete(made.providerId())).getMessage())
        .contains("3161");
    at.zoom.fails(Operation.DELETE, 1, Fault.cutAfter());
    at.meetings.delete(made.providerId());
    assertThat(at.zoom.meetings().ids()).isEmpty();
  }

  @Test
  void aPersonalRoomIsNeverDeleted() {
    at.zoom.fails(Operation.DELETE, 1, Fault.error(400, 3018, "Not allowed to delete PMI."));
    at.meetings.delete("3141592653");
    assertThat(at.zoom.asked(Operation.DELETE)).hasSize(1);
  }

  // Lists

  @Test
  void aListThatCannotBeReadIsNoEmptyList() {
    for (var fault : List.of(Fault.xml(200), Fault.error(404, 1001, "User does not exist."), Fault.error(400, 3161, "no"),
        Fault.answering(answer -> answer.remove("meetings")))) {
      at.zoom.fails(Operation.LIST, 1, fault);
      assertThat(catchThrowableOfType(ConferenceUnavailableException.class, () -> at.meetings.find(ZoomStandIn.HOST, Set.of("m"))))
          .isNotNull();
    }
    at.zoom.fails(Operation.LIST, 3, Fault.answering(answer -> answer.put("next_page_token", "page-0")));
    assertThat(
        catchThrowableOfType(ConferenceUnavailableException.class, () -> at.meetings.find(ZoomStandIn.HOST, Set.of("m"))).getMessage())
        .contains("does not end");
  }

  private ConferenceUnavailableException unavailable(Duration within) {
    var unavailable = catchThrowableOfType(ConferenceUnavailableException.class, () -> at.meetings.make(at.wanted(), within));
    assertThat(unavailable).isNotNull();
    return unavailable;
  }

  private ConferenceRefusedException refused(ZoomMeetings client, String host) {
    var wanted = at.wanted();
    var refused = catchThrowableOfType(ConferenceRefusedException.class, () -> client.make(
        new WantedConference(host, wanted.start(), wanted.end(), "UTC", wanted.marker(), "K7QF"), ZoomAtHand.LONG));
    assertThat(refused).isNotNull();
    return refused;
  }
}
