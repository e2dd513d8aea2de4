package nl.sluis.zoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import nl.sluis.conference.AccountLook;
import nl.sluis.rules.ConferenceRule;
import nl.sluis.conference.ConferenceUnavailableException;
import nl.sluis.conference.Proof;
import nl.sluis.standin.Fault;
import nl.sluis.standin.Operation;
import nl.sluis.standin.ZoomStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an account keeps is proved by what it has set and locked, and whatever is loosened is named. */
class ZoomAccountTest {
  private static final String ACCOUNT_LOCKS = "account:read:lock_settings:master";
  private final ZoomAtHand at = new ZoomAtHand();

  @AfterEach
  void close() {
    at.close();
  }

  @Test
  void aCarefulAccountProvesWhatItLocks() {
    var look = at.meetings.look();
    assertThat(look.loosened()).isEmpty();
    assertThat(look.rules().stream().map(proof -> proof.rule())).containsExactly(ConferenceRule.WAITING_ROOM, ConferenceRule.NO_RECORDING,
        ConferenceRule.SCREEN_SHARE_HOST_ONLY, ConferenceRule.REGIONS, ConferenceRule.BROWSER_JOIN);
    assertThat(proof(look, ConferenceRule.NO_RECORDING)).isEqualTo(Proof.LOCKED_BY_ACCOUNT);
    assertThat(proof(look, ConferenceRule.SCREEN_SHARE_HOST_ONLY)).isEqualTo(Proof.LOCKED_BY_ACCOUNT);
    assertThat(proof(look, ConferenceRule.REGIONS)).isEqualTo(Proof.LOCKED_BY_ACCOUNT);
    assertThat(proof(look, ConferenceRule.WAITING_ROOM)).isEqualTo(Proof.LOCKED_BY_ACCOUNT);
    assertThat(proof(look, ConferenceRule.BROWSER_JOIN)).as("Zoom describes no lock of it for an account").isEqualTo(Proof.NOT_PROVABLE);
    assertThat(look.rules()).allSatisfy(one -> assertThat(one.at() == null).isEqualTo(one.proof() == Proof.NOT_PROVABLE));
  }

  static Stream<Arguments> loosened() {
    return Stream.of(
        Arguments.of("recording.local_recording", true, ConferenceRule.NO_RECORDING, "is true, and must be false"),
        Arguments.of("recording.cloud_recording", true, ConferenceRule.NO_RECORDING, "is true, and must be false"),
        Arguments.of("in_meeting.who_can_share_screen", "all", ConferenceRule.SCREEN_SHARE_HOST_ONLY, "is \"all\", and must be host"),
        Arguments.of("in_meeting.custom_data_center_regions", false, ConferenceRule.REGIONS, "is false, and must be true"),
        Arguments.of("in_meeting.data_center_regions", List.of("NL", "US"), ConferenceRule.REGIONS,
            "is [\"NL\",\"US\"], and must be some of [NL, DE]"),
        Arguments.of("in_meeting.data_center_regions", List.of(), ConferenceRule.REGIONS, "is []"),
        Arguments.of("in_meeting.show_a_join_from_your_browser_link", false, ConferenceRule.BROWSER_JOIN, "is false, and must be true"),
        Arguments.of("meeting_security.only_authenticated_can_join_from_webclient", true, ConferenceRule.BROWSER_JOIN,
            "is true, and must be false"),
        Arguments.of("meeting_security.waiting_room", false, ConferenceRule.WAITING_ROOM, "is false, and must be true"));
  }

  @ParameterizedTest
  @MethodSource("loosened")
  void whatTheAccountLoosensIsNamedWithItsValue(String setting, Object value, ConferenceRule rule, String words) {
    at.zoom.account().set(setting, value);
    var look = at.meetings.look();
    assertThat(look.loosened()).allSatisfy(one -> assertThat(one.rule()).isEqualTo(rule))
        .anySatisfy(one -> assertThat(one.detail()).startsWith(setting + " of the account " + words));
    assertThat(proof(look, rule)).isEqualTo(Proof.NOT_PROVABLE);
  }

  /** A host may have loosened for himself what the account does not lock. */
  @ParameterizedTest
  @MethodSource("loosened")
  void whatAHostLoosensIsNamedWithoutHisName(String setting, Object value, ConferenceRule rule, String words) {
    at.zoom.account().addUser("inge@example.org");
    at.zoom.account().lock(setting, false);
    at.zoom.account().lock("in_meeting.screen_sharing", false);
    at.zoom.account().setOfUser("inge@example.org", setting, value);
    var look = at.client(at.configuration(List.of(ZoomStandIn.HOST, "inge@example.org"))).look();
    assertThat(look.loosened()).anySatisfy(one -> {
      assertThat(one.rule()).isEqualTo(rule);
      assertThat(one.detail()).startsWith(setting + " of host 2 of conference.zoom.hosts " + words).doesNotContain("inge");
    });
  }

  @Test
  void whatIsOffAndNotLockedCanBeSwitchedOnByAUser() {
    for (var lock : List.of("recording.local_recording", "recording.cloud_recording", "in_meeting.screen_sharing")) {
      at.zoom.account().lock(lock, false);
      assertThat(at.meetings.look().loosened()).singleElement()
          .satisfies(one -> assertThat(one.detail()).startsWith(lock + " is not locked in the account"));
      at.zoom.account().lock(lock, true);
    }
    at.zoom.account().lock("meeting_security.waiting_room", false);
    var look = at.meetings.look();
    assertThat(look.loosened()).as("each meeting sets it, and reads it back").isEmpty();
    assertThat(proof(look, ConferenceRule.WAITING_ROOM)).isEqualTo(Proof.NOT_PROVABLE);
  }

  /** Zoom describes a scope of master accounts alone for them. */
  @Test
  void whereTheAccountsLocksCannotBeReadThoseOfAllGroupsOfAHostCount() {
    at.zoom.tokens().withdraw(ACCOUNT_LOCKS);
    assertThat(proof(at.meetings.look(), ConferenceRule.NO_RECORDING)).as("he is in no group").isEqualTo(Proof.NOT_PROVABLE);
    for (var group : List.of("g1", "g2")) {
      at.zoom.account().putIntoGroup(ZoomStandIn.HOST, group);
      at.zoom.account().lockInGroup(group, "recording.local_recording", true);
      at.zoom.account().lockInGroup(group, "recording.cloud_recording", true);
    }
    at.zoom.account().lockInGroup("g1", "in_meeting.screen_sharing", true);
    var look = at.meetings.look();
    assertThat(look.loosened()).isEmpty();
    assertThat(proof(look, ConferenceRule.NO_RECORDING)).isEqualTo(Proof.LOCKED_BY_ACCOUNT);
    assertThat(proof(look, ConferenceRule.SCREEN_SHARE_HOST_ONLY)).as("one of his groups does not").isEqualTo(Proof.NOT_PROVABLE);
    at.zoom.tokens().withdraw("group:read:lock_settings:admin");
    assertThat(proof(at.meetings.look(), ConferenceRule.NO_RECORDING)).isEqualTo(Proof.NOT_PROVABLE);
    at.zoom.tokens().grant("group:read:lock_settings:admin");
    at.zoom.tokens().withdraw("user:read:user:admin");
    assertThat(proof(at.meetings.look(), ConferenceRule.NO_RECORDING)).isEqualTo(Proof.NOT_PROVABLE);
  }

  @Test
  void aPlanWithoutLocksProvesNothing() {
    at.zoom.fails(Operation.ACCOUNT_LOCKS, 2, Fault.error(200, 200, "Only available for paid account."));
    var look = at.meetings.look();
    assertThat(look.loosened()).isEmpty();
    assertThat(look.rules()).allSatisfy(one -> assertThat(one.proof()).isEqualTo(Proof.NOT_PROVABLE));
  }

  @Test
  void aSettingThatZoomDoesNotTellIsNoProofAndNoFinding() {
    at.zoom.fails(Operation.USER_SETTINGS, 2, Fault.answering(answer -> answer.remove("recording")));
    var look = at.meetings.look();
    assertThat(look.loosened()).isEmpty();
    assertThat(proof(look, ConferenceRule.NO_RECORDING)).isEqualTo(Proof.NOT_PROVABLE);
  }

  @Test
  void aLookThatFailsIsNotAllIsWell() {
    for (var operation : List.of(Operation.ACCOUNT_SETTINGS, Operation.USER_SETTINGS, Operation.ACCOUNT_LOCKS)) {
      at.zoom.fails(operation, 2, Fault.page(503));
      assertThat(catchThrowableOfType(ConferenceUnavailableException.class, at.meetings::look)).as(operation.name()).isNotNull();
      at.zoom.heal();
    }
    var unknown = at.client(at.configuration(List.of(ZoomStandIn.HOST, "nobody@example.org")));
    assertThat(catchThrowableOfType(ConferenceUnavailableException.class, unknown::look).getMessage()).contains("host 2", "1001")
        .doesNotContain("nobody");
  }

  @Test
  void everyMissingScopeOfALookIsNamed() {
    at.zoom.tokens().withdraw("account:read:settings:admin");
    at.zoom.tokens().withdraw("user:read:settings:admin");
    assertThat(catchThrowableOfType(ConferenceUnavailableException.class, at.meetings::look).getMessage())
        .contains("account:read:settings:admin", "user:read:settings:admin").doesNotContain("meeting:");
  }

  private static Proof proof(AccountLook look, ConferenceRule rule) {
    return look.rules().stream().filter(one -> one.rule() == rule).findFirst().orElseThrow().proof();
  }
}
